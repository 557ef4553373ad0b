package store

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// What small pieces are packed against: the JSON of records and mentions, and
// texts, of the demo's reports. These files never change: what was packed with
// one can be unpacked with nothing else. A better one gets a number of its own.
var (
	//go:embed common.json.dict
	commonJSON []byte
	//go:embed common.text.dict
	commonText []byte
)

const (
	jsonDict = 1
	textDict = 2
)

// packer makes bytes small; they carry a checksum of their own.
func packer(id uint32, common []byte) *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderDictRaw(id, common))
	if err != nil {
		panic(err) // the options are constant
	}
	return e
}

var (
	packsJSON = packer(jsonDict, commonJSON)
	packsText = packer(textDict, commonText)
	unpacker  = func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30), zstd.WithDecoderDictRaw(jsonDict, commonJSON), zstd.WithDecoderDictRaw(textDict, commonText))
		if err != nil {
			panic(err) // the options are constant
		}
		return d
	}()
)

// unpack is the inverse of packing; it fails on a flipped bit.
func unpack(b []byte) ([]byte, error) {
	out, err := unpacker.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return out, nil
}

// decode reads what the first form kept as packed JSON; of nothing it makes
// nothing.
func decode[T any](packed []byte) (v T, err error) {
	if packed == nil {
		return v, nil
	}
	b, err := unpack(packed)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	return v, err
}

// form is how bytes hold a text, which then need not be kept twice.
type form int

// The forms. They are kept in files: never renumber them.
const (
	other      form = iota // in no way that is known
	printed                // as it is
	jsonString             // as JSON with letters as they are
	asciiJSON              // as JSON with nothing but ASCII
)

// What is added to the form: apart where what stands around the text is kept as
// besides writes it (else it is JSON, packed), and packedToo where that is
// packed. Packing a short piece takes more time than it saves room.
const (
	apart      = 8
	packedToo  = 16
	shortPiece = 400
)

// besides is what stands around a text: a sum of what follows, the length of
// what stands before it, and both.
func besides(around [2][]byte) []byte {
	b := binary.AppendUvarint(make([]byte, 4, len(around[0])+len(around[1])+8), uint64(len(around[0])))
	b = append(append(b, around[0]...), around[1]...)
	binary.BigEndian.PutUint32(b, crc32.ChecksumIEEE(b[4:]))
	return b
}

// readBesides reads what besides wrote.
func readBesides(b []byte) (before, behind []byte, err error) {
	if len(b) < 4 || binary.BigEndian.Uint32(b) != crc32.ChecksumIEEE(b[4:]) {
		return nil, nil, fmt.Errorf("%w (what stands around a text)", ErrDamaged)
	}
	i := &in{b: b[4:]}
	before = i.bytes(i.num())
	return before, i.b, nil
}

// split finds a text in bytes, and what stands around it.
func split(raw []byte, text string) (f form, around [2][]byte) {
	if text == "" {
		return other, around
	}
	for f = printed; f <= asciiJSON; f++ {
		inside := f.write(text)
		if at := bytes.Index(raw, inside); at >= 0 {
			return f, [2][]byte{raw[:at], raw[at+len(inside):]}
		}
	}
	return other, around
}

// write says a text in a form.
func (f form) write(text string) []byte {
	if f == printed {
		return []byte(text)
	}
	out := make([]byte, 0, len(text)+len(text)/16)
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, '\\', 'n')
		case r == '\r':
			out = append(out, '\\', 'r')
		case r == '\t':
			out = append(out, '\\', 't')
		case r < 0x20 || f == asciiJSON && r > 0x7e && r < 0x10000:
			out = fmt.Appendf(out, "\\u%04x", r)
		case f == asciiJSON && r > 0x7e:
			a, b := utf16.EncodeRune(r)
			out = fmt.Appendf(out, "\\u%04x\\u%04x", a, b)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}
