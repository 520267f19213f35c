package otc

import "github.com/jobsim/jobsim/emulator/internal/world"

// Disk returns the name of an EVS disk among the world's resources, so that SDRS can protect one.
func Disk(id string) world.Name { return world.Name{API: "evs", Kind: "volume", ID: id} }

// Guarded returns the name of the mark that SDRS sets on a disk under its protection; EVS then rejects changes of the
// disk (EVS.2089).
func Guarded(id string) world.Name { return world.Name{API: "evs", Kind: "guard", ID: id} }

// Sized is implemented by the properties of a disk, for other services.
type Sized interface {
	Space() (size int, kind string) // GiB, volume_type
	Resize(size int) any            // returns the properties with another size
}

// Resized returns a function that sets the size of a disk in GiB, for world.Effect.
func Resized(size int) func(props any) any {
	return func(props any) any {
		if disk, ok := props.(Sized); ok {
			return disk.Resize(size)
		}
		return props
	}
}
