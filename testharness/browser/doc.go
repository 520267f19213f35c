// Package browser tests the page of jobsim, /__admin/ui/, in a real browser: Chromium, driven by chromedp. It is a module of its own
// so that the main one does not depend on that.
//
// TestMain builds the binary and starts the browser; each test has a server of its own and a tab of its own. At its end a tab must
// have logged no error and sent no request to anywhere else. What a person does is done here too, by clicks and keys.
//
// Without a browser the tests are skipped and say so; with ALL_TOOLS or CI in the environment they fail. .ci/setup installs
// Debian's.
//
// axe/axe.min.js is axe-core 4.14.1 as it was published to npm, unchanged, under the Mozilla Public License 2.0 (axe/LICENSE). It is
// kept here, and not fetched, so that the tests run in a clone without npm and without a network, and always with the same rules.
// Only the tests use it; no program contains it.
package browser
