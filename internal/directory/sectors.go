package directory

// standing is how PLOVER files a party (docs/plover.md): code stands for a
// state or for a kind of international body, sector says what the party is.
// Either may be "".
type standing struct{ code, sector string }

// readSectors reads how PLOVER names parties. A key is an office, what a
// person represents, a class of organisations, an organisation, or a state.
func (d *Directory) readSectors(rows [][]string) {
	for _, c := range rows {
		d.sectors[c[0]+" "+c[1]] = standing{c[2], c[3]}
	}
}

// OfficeSector is PLOVER's sector of who holds an office.
func (d *Directory) OfficeSector(office string) string { return d.sectors["office "+office].sector }

// Represented is PLOVER's code and sector of a person who acts for somebody
// else than a state: opposition, organization, armed_group, company.
func (d *Directory) Represented(what string) (code, sector string) {
	s := d.sectors["represents "+what]
	return s.code, s.sector
}

// PartyCode is PLOVER's code and sector of a party by its key in records: the
// ISO code of a state, or an organisation's acronym.
func (d *Directory) PartyCode(key string) (code, sector string) {
	if s, ok := d.sectors["state "+key]; ok {
		return s.code, s.sector
	}
	if _, ok := d.StateByCode(key); ok {
		return key, ""
	}
	o, ok := d.OrgByAcronym(key)
	if !ok {
		return "", ""
	}
	s, own := d.sectors["org "+key]
	if !own {
		s = d.sectors["class "+o.Class]
	}
	if s.code == "=" || !own && o.Country != "" && o.Class != "ngo" {
		s.code, _ = d.PartyCode(o.Country)
	}
	return s.code, s.sector
}

// OrgCode is PLOVER's code and sector of an organisation by its English name,
// or, for one that is not listed, by its class.
func (d *Directory) OrgCode(english, class string) (code, sector string) {
	for _, o := range d.Orgs {
		if english != "" && o.English == english {
			return d.PartyCode(o.Acronym)
		}
	}
	s := d.sectors["class "+class]
	return s.code, s.sector
}
