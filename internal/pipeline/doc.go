// Package pipeline is the staircase: the only place where the order of the
// stages is written. This page walks one article through the house.
//
//  1. fetch brings its bytes in by the one door (UTF-8, bounded) and says where
//     they came from.
//  2. normalise finds its language and its zones: title, lead, body, and what
//     is no evidence: datelines, furniture, readers' comments.
//  3. annotate cuts it into segments with readings, finds sentences and
//     quotations, and lays marks: the words of the lists (data/lang), the names
//     of the world (directory), dates in three calendars.
//  4. extract/cast decides who is who: which mentions are one person, whose
//     minister, which state "our country" is.
//  5. extract/statement runs the rules of kind "statement": who says what to
//     whom; the floor is carried from sentence to sentence.
//  6. extract/event runs the rules of kind "event" and makes tellings of one
//     happening one.
//  7. extract/commitment runs the rules of kind "commitment" and adds what
//     signings and visits imply.
//  8. extract/frame runs the rules of kind "frame": the gathering, the count, the
//     source of what was found, and what says again what.
//  9. pipeline writes the record: spans become code points, actors that nothing
//     points at are left out, ids are given in the order of the text.
//
// The rooms are pure: the same article, packs and world give the same record,
// whatever else is coded beside it. floors_test.go holds who may import whom.
package pipeline
