// Package frontend carries the built browser application and the templates of
// the public pages inside the Go binary. It owns no behaviour: it must never
// import another package of this module, parse a template or serve a request.
package frontend

import "embed"

// Dist is the output of `npm run build`, rooted at "dist". On a clean clone it
// holds only the placeholder dist/.gitkeep; the application is there when
// dist/index.html is. Files under dist/assets have a content hash in their
// names, except fonts.css, which the public pages link by a fixed address.
//
//go:embed all:dist
var Dist embed.FS

// Pages holds the html/template files of the public pages and their style
// sheet under "pages", and the design tokens they share with the application
// as "src/ui/tokens.css". It is complete without a frontend build.
//
//go:embed pages src/ui/tokens.css
var Pages embed.FS
