package admin_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
)

func Example() {
	sim, err := emulator.New(emulator.Options{
		Clock: clock.NewManual(noon),
		Scenarios: []emulator.Source{{Name: "disk", Text: []byte(`
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 27s}, {status: SUCCESS}]}]`)}},
	})
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(sim)
	defer server.Close()

	ctx := context.Background()
	c, err := admin.NewClient(server.URL)
	if err != nil {
		log.Fatal(err)
	}
	moved, err := c.AdvanceTo(ctx, "evs/j1", "SUCCESS")
	if err != nil {
		log.Fatal(err)
	}
	j, err := c.Job(ctx, "evs/j1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(j.Status, "after", moved.Advanced)
	// Output: SUCCESS after 27s
}
