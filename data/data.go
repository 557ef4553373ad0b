// Package data is the pantry: everything that a linguist or an analyst edits,
// embedded whole.
package data

import "embed"

// FS holds the folders lang, world, outlets, ask, ui and demo.
//
//go:embed lang world outlets ask ui demo
var FS embed.FS
