package store

import (
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/register"
)

// What no column holds of a mention, and the links of a thing, are kept as
// bytes: numbers in seven-bit groups (encoding/binary's varints), lists behind
// their length, and only the fields that are there, behind a number that has a
// bit for each.

// commonWords are strings that are kept as a number: their place in this list.
// Files hold those numbers: add words at the end, and change none.
//
//go:embed common.words
var commonWords string

var (
	words   = strings.Split(strings.TrimSuffix(commonWords, "\n"), "\n")
	wordsAt = func() map[string]uint64 {
		m := map[string]uint64{}
		for i, w := range words {
			m[w] = uint64(i)
		}
		return m
	}()
)

// How a string is kept, in the two lowest bits of the number before it (0: as
// it is); the rest of that number is its length in bytes, or its place among
// the common.
const (
	_ = iota
	asCommon
	asLetters // one byte each, see squeeze
	asHex     // two digits a byte
)

// out writes bytes.
type out []byte

func (o *out) num(n uint64) { *o = binary.AppendUvarint(*o, n) }
func (o *out) int(n int64)  { *o = binary.AppendVarint(*o, n) }

func (o *out) str(s string) {
	if at, ok := wordsAt[s]; ok {
		o.num(at<<2 | asCommon)
		return
	}
	if len(s) >= 8 && lowerHex(s) {
		b, _ := hex.DecodeString(s) // it is hex
		o.num(uint64(len(b))<<2 | asHex)
		*o = append(*o, b...)
		return
	}
	from := len(*o)
	o.num(uint64(utf8.RuneCountInString(s))<<2 | asLetters)
	if o.squeeze(s) {
		return
	}
	*o = (*o)[:from]
	o.num(uint64(len(s)) << 2) // as bytes
	*o = append(*o, s...)
}

func lowerHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s)%2 == 0
}

// Where the letters that squeeze knows lie: ASCII stands for itself, three
// stretches of the Arabic block and the half-space fill the rest of a byte.
const (
	lowFrom, lowTo     = 0x6c0, 0x6df // 0x00 to 0x1f
	midFrom, midTo     = 0x620, 0x65f // 0x80 to 0xbf
	highFrom, highTo   = 0x670, 0x6af // 0xc0 to 0xff
	halfSpace, halfKey = 0x200c, 0x7f
)

// squeeze writes a string a byte a letter; false when it has other letters.
func (o *out) squeeze(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x20 && r < halfKey:
			*o = append(*o, byte(r))
		case r >= midFrom && r <= midTo:
			*o = append(*o, byte(r-midFrom+0x80))
		case r >= highFrom && r <= highTo:
			*o = append(*o, byte(r-highFrom+0xc0))
		case r >= lowFrom && r <= lowTo:
			*o = append(*o, byte(r-lowFrom))
		case r == halfSpace:
			*o = append(*o, halfKey)
		default:
			return false
		}
	}
	return true
}

func letter(b byte) rune {
	switch {
	case b < 0x20:
		return lowFrom + rune(b)
	case b < halfKey:
		return rune(b)
	case b == halfKey:
		return halfSpace
	case b < 0xc0:
		return midFrom + rune(b-0x80)
	}
	return highFrom + rune(b-0xc0)
}

func (o *out) list(l []string) {
	o.num(uint64(len(l)))
	for _, s := range l {
		o.str(s)
	}
}

// in reads what out wrote. After a fault it gives zeros and fault is true.
type in struct {
	b     []byte
	fault bool
}

func (i *in) num() uint64 {
	n, size := binary.Uvarint(i.b)
	return n * uint64(i.skip(size))
}

func (i *in) int() int64 {
	n, size := binary.Varint(i.b)
	return n * int64(i.skip(size))
}

// skip goes on by a number's size; 0 when there was none.
func (i *in) skip(size int) int {
	if size <= 0 {
		i.b, i.fault = nil, true
		return 0
	}
	i.b = i.b[size:]
	return 1
}

func (i *in) bytes(n uint64) []byte {
	if n > uint64(len(i.b)) {
		i.b, i.fault = nil, true
		return nil
	}
	b := i.b[:n]
	i.b = i.b[n:]
	return b
}

func (i *in) str() string {
	n := i.num()
	n, how := n>>2, n&3
	switch how {
	case asCommon:
		if n < uint64(len(words)) {
			return words[n]
		}
		i.fault = true
		return ""
	case asHex:
		return hex.EncodeToString(i.bytes(n))
	case asLetters:
		b := i.bytes(n)
		s := make([]byte, 0, 2*len(b))
		for _, c := range b {
			s = utf8.AppendRune(s, letter(c))
		}
		return string(s)
	}
	return string(i.bytes(n))
}

// count is the length of a list, each of whose parts takes a byte at least.
func (i *in) count() int {
	n := i.num()
	if n > uint64(len(i.b)) {
		i.fault = true
		return 0
	}
	return int(n)
}

func (i *in) list() []string {
	n := i.count()
	if n == 0 {
		return nil
	}
	l := make([]string, n)
	for j := range l {
		l[j] = i.str()
	}
	return l
}

// field is a part of a body that may be empty.
type field[T any] struct {
	has   func(*T) bool
	write func(*out, *T)
	read  func(*in, *T)
}

func text[T any](at func(*T) *string) field[T] {
	return field[T]{func(v *T) bool { return *at(v) != "" }, func(o *out, v *T) { o.str(*at(v)) }, func(i *in, v *T) { *at(v) = i.str() }}
}

func texts[T any](at func(*T) *[]string) field[T] {
	return field[T]{func(v *T) bool { return len(*at(v)) > 0 }, func(o *out, v *T) { o.list(*at(v)) }, func(i *in, v *T) { *at(v) = i.list() }}
}

func number[T any](at func(*T) *int) field[T] {
	return field[T]{func(v *T) bool { return *at(v) != 0 }, func(o *out, v *T) { o.int(int64(*at(v))) }, func(i *in, v *T) { *at(v) = int(i.int()) }}
}

type mention = register.Mention

// bodyFields are the fields of a mention that no column holds. Files hold
// their order: add new ones at the end.
var bodyFields = []field[mention]{
	{func(*mention) bool { return true }, func(o *out, m *mention) { o.num(uint64(m.Span[0])); o.int(int64(m.Span[1] - m.Span[0])) }, func(i *in, m *mention) {
		m.Span[0] = int(i.num())
		m.Span[1] = m.Span[0] + int(i.int())
	}},
	texts(func(m *mention) *[]string { return &m.Parties }),
	{func(m *mention) bool { return len(m.Who) > 0 }, writeNames, readNames},
	{func(m *mention) bool { return len(m.Words) > 0 }, func(o *out, m *mention) { o.hashes(m.Words) }, func(i *in, m *mention) { m.Words = i.hashes() }},
	{func(m *mention) bool { return len(m.Blocks) > 0 }, writeBlocks, readBlocks},
	texts(func(m *mention) *[]string { return &m.Topics }),
	texts(func(m *mention) *[]string { return &m.Targets }),
	number(func(m *mention) *int { return &m.Ordinal }),
	{func(m *mention) bool { return m.About }, func(*out, *mention) {}, func(_ *in, m *mention) { m.About = true }},
	text(func(m *mention) *string { return &m.Basis }),
	text(func(m *mention) *string { return &m.Type }),
	text(func(m *mention) *string { return &m.Mode }),
	text(func(m *mention) *string { return &m.Channel }),
	text(func(m *mention) *string { return &m.Format }),
	texts(func(m *mention) *[]string { return &m.By }),
	text(func(m *mention) *string { return &m.Object }),
	text(func(m *mention) *string { return &m.Amount }),
	text(func(m *mention) *string { return &m.Occasion }),
	text(func(m *mention) *string { return &m.Restates }),
	text(func(m *mention) *string { return &m.Agency }),
	text(func(m *mention) *string { return &m.Verb }),
	text(func(m *mention) *string { return &m.Status }),
	text(func(m *mention) *string { return &m.Source }),
	text(func(m *mention) *string { return &m.Country }),
	text(func(m *mention) *string { return &m.City }),
	{func(m *mention) bool { return m.Main }, func(*out, *mention) {}, func(_ *in, m *mention) { m.Main = true }},
}

// nameFields are those of a name, in the same way.
var nameFields = []field[register.Name]{
	text(func(n *register.Name) *string { return &n.Actor }),
	text(func(n *register.Name) *string { return &n.Text }),
	texts(func(n *register.Name) *[]string { return &n.Keys }),
	text(func(n *register.Name) *string { return &n.Country }),
	text(func(n *register.Name) *string { return &n.Office }),
	text(func(n *register.Name) *string { return &n.English }),
	text(func(n *register.Name) *string { return &n.Role }),
}

func write[T any](o *out, fields []field[T], v *T) {
	var there uint64
	for n, f := range fields {
		if f.has(v) {
			there |= 1 << n
		}
	}
	o.num(there)
	for n, f := range fields {
		if there&(1<<n) != 0 {
			f.write(o, v)
		}
	}
}

func read[T any](i *in, fields []field[T], v *T) {
	there := i.num()
	if there>>len(fields) != 0 {
		i.fault = true
	}
	for n, f := range fields {
		if there&(1<<n) != 0 {
			f.read(i, v)
		}
	}
}

func writeNames(o *out, m *mention) {
	o.num(uint64(len(m.Who)))
	for j := range m.Who {
		write(o, nameFields, &m.Who[j])
	}
}

func readNames(i *in, m *mention) {
	m.Who = make([]register.Name, i.count())
	for j := range m.Who {
		read(i, nameFields, &m.Who[j])
	}
}

// hashes writes hashes in three bytes each where their last byte is 0; else in
// four.
func (o *out) hashes(list []uint32) {
	size := 3
	for _, h := range list {
		if h&0xff != 0 {
			size = 4
		}
	}
	o.num(uint64(len(list))<<1 | uint64(size-3))
	for _, h := range list {
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], h)
		*o = append(*o, b[:size]...)
	}
}

func (i *in) hashes() []uint32 {
	n := i.num()
	size := int(3 + n&1)
	b := i.bytes(min(n>>1, 1<<30) * uint64(size))
	list := make([]uint32, len(b)/size)
	for j := range list {
		var h [4]byte
		copy(h[:], b[j*size:(j+1)*size])
		list[j] = binary.BigEndian.Uint32(h[:])
	}
	return list
}

// blocks rise; each is kept as what it is more than the one before.
func writeBlocks(o *out, m *mention) {
	o.num(uint64(len(m.Blocks)))
	last := int64(0)
	for _, b := range m.Blocks {
		o.int(b - last)
		last = b
	}
}

func readBlocks(i *in, m *mention) {
	m.Blocks = make([]int64, i.count())
	last := int64(0)
	for j := range m.Blocks {
		last += i.int()
		m.Blocks[j] = last
	}
}

// bodyOf is what no column holds of a mention.
func bodyOf(m *mention) []byte {
	o := make(out, 0, 160)
	write(&o, bodyFields, m)
	return o
}

// readBody fills in what bodyOf wrote.
func readBody(b []byte, m *mention) error {
	i := &in{b: b}
	read(i, bodyFields, m)
	return i.end()
}

func (i *in) end() error {
	if i.fault || len(i.b) > 0 {
		return fmt.Errorf("%w (it is cut or changed)", ErrDamaged)
	}
	return nil
}

// linksOf are the links of a thing behind their sum; nil when there are none.
func linksOf(list []register.Link) []byte {
	if len(list) == 0 {
		return nil
	}
	o := make(out, 4, 48*len(list))
	o.num(uint64(len(list)))
	for i := range list {
		l := &list[i]
		o.str(l.A)
		o.str(l.B)
		o.int(int64(l.Score))
		o.num(uint64(len(l.Reasons)))
		for _, r := range l.Reasons {
			o.str(r.What)
			o.int(int64(r.Points))
		}
	}
	binary.BigEndian.PutUint32(o, crc32.ChecksumIEEE(o[4:]))
	return o
}

// readLinks reads what linksOf wrote.
func readLinks(b []byte) ([]register.Link, error) {
	if b == nil {
		return nil, nil
	}
	if len(b) < 4 || binary.BigEndian.Uint32(b) != crc32.ChecksumIEEE(b[4:]) {
		return nil, ErrDamaged
	}
	i := &in{b: b[4:]}
	list := make([]register.Link, i.count())
	for j := range list {
		l := &list[j]
		l.A, l.B, l.Score = i.str(), i.str(), int(i.int())
		if n := i.count(); n > 0 {
			l.Reasons = make([]register.Reason, n)
		}
		for k := range l.Reasons {
			l.Reasons[k] = register.Reason{What: i.str(), Points: int(i.int())}
		}
	}
	return list, i.end()
}

// kindNumber is how a kind is kept. Files hold these numbers.
func kindNumber(k register.Kind) int { return slices.Index(register.Kinds[:], k) }

// kindOf is the inverse of kindNumber.
func kindOf(n int) register.Kind {
	if n < 0 || n >= len(register.Kinds) {
		return ""
	}
	return register.Kinds[n]
}

// A day is kept as a number that fits in two bytes from 1912 to 2088: as if
// all months had 31 days, counted from the first of 2000. What is no day is
// kept as it is, but "" as the least number.
const noDay = math.MinInt16

func dayNumber(day string) any {
	if day == "" {
		return noDay
	}
	if n, ok := numberOfDay(day); ok {
		return n
	}
	return day
}

func numberOfDay(day string) (int64, bool) {
	if len(day) != len("2006-01-02") || day[4] != '-' || day[7] != '-' {
		return 0, false
	}
	y, err1 := strconv.ParseUint(day[:4], 10, 16)
	m, err2 := strconv.ParseUint(day[5:7], 10, 8)
	d, err3 := strconv.ParseUint(day[8:], 10, 8)
	n := ((int64(y)-2000)*12+int64(m)-1)*31 + int64(d) - 1
	return n, err1 == nil && err2 == nil && err3 == nil && m >= 1 && m <= 12 && d >= 1 && d <= 31 && n != noDay
}

// printedDay reads back what dayNumber made.
type printedDay struct{ to *string }

// Scan takes a column's value.
func (p printedDay) Scan(v any) error {
	switch v := v.(type) {
	case int64:
		if *p.to = ""; v != noDay {
			v += 2000 * 12 * 31
			y, m, d := v/31/12, v/31%12+1, v%31+1
			*p.to = string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(m / 10), digit(m), '-', digit(d / 10), digit(d)})
		}
	case string:
		*p.to = v
	case []byte:
		*p.to = string(v)
	default:
		return fmt.Errorf("%w: a day is of no known kind (%T)", ErrDamaged, v)
	}
	return nil
}

func digit(n int64) byte { return byte('0' + n%10) }

// fromDay is the least number of a day that is not before a bound, which may
// be the beginning of one ("2024-01"); untilDay is the greatest of one that is
// not behind it.
func fromDay(bound string) any { return boundary(bound, 0) }

func untilDay(bound string) any {
	less := int64(1) // what is longer is behind it
	if len(bound) == len("2006-01-02") {
		less = 0
	}
	return boundary(bound, less)
}

func boundary(bound string, less int64) any {
	const first = "0000-01-01"
	if bound == "" {
		return noDay
	}
	whole := bound
	if len(bound) < len(first) {
		whole += first[len(bound):]
	}
	if n, ok := numberOfDay(whole); ok {
		return n - less
	}
	return bound
}
