package browser

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

var (
	update = flag.Bool("update", false, "write the screenshots anew")
	binary string          // of jobsim
	chrome context.Context // of the browser; nil: there is none

	downloads string // the folder of files that the page saves
)

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

// run builds the binary, starts the browser, and runs the tests.
func run(m *testing.M) (int, error) {
	program := browserProgram()
	if program == "" {
		return m.Run(), nil // each test says what it is skipped for
	}
	folder, err := os.MkdirTemp("", "jobsim-browser")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	binary = filepath.Join(folder, "jobsim")
	if out, err := exec.Command("go", "build", "-o", binary, "github.com/jobsim/jobsim/cmd/jobsim").CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building jobsim: %w\n%s", err, out)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(filepath.Join(folder, "profile")),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("font-render-hinting", "none"), chromedp.Flag("lang", "en"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // the sandbox of Chromium does not work for root
	}
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	var stop context.CancelFunc
	chrome, stop = chromedp.NewContext(alloc)
	defer stop()
	downloads = filepath.Join(folder, "downloads")
	_, err = chromedp.CallBrowser(chrome, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: downloads,
	})
	if err != nil {
		return 0, fmt.Errorf("starting %s: %w", program, err)
	}
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(chrome, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
		})
		if err != nil {
			return 0, fmt.Errorf("letting tests read the clipboard: %w", err)
		}
	}
	return m.Run(), nil
}

// browserProgram returns the path of a browser that chromedp can drive; empty if there is none.
func browserProgram() string {
	for _, name := range []string{os.Getenv("BROWSER_PROGRAM"), "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}

// needBrowser skips a test where there is no browser. Where all tools must be there, it fails.
func needBrowser(t *testing.T) {
	t.Helper()
	if chrome != nil {
		return
	}
	const why = "there is no Chromium here; .ci/setup installs it, and BROWSER_PROGRAM names another one"
	if os.Getenv("ALL_TOOLS") != "" || os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}
