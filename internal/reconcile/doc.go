// Package reconcile says which mentions of many records speak of one person,
// happening, remark or promise, and why. It is pure: mentions in, things out;
// the same mentions give the same things in any order, at once or one by one.
//
// A record is cut into mentions (Cutter.Mentions). Each carries blocks; only
// mentions that share one need be compared (Compare), since others have
// nothing in common. Comparing gives a link with a score of 1000 and its
// reasons in words, or says that the two conflict. Join puts mentions together
// by their links, the best first, and never where any two of them conflict.
//
// Who adds a mention to many: finds the kept mentions that share a block,
// compares, and joins anew the connected component of links that the mention
// is in. That gives exactly what joining everything would.
//
// People are so often named that comparing each naming with each would never
// end. Mentions that name a person in the same way have one Face; faces are
// compared, and their links are between faces (Key).
package reconcile
