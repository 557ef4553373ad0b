package annotate

import "safir/internal/doc"

type timeTables struct{}

func (a *Annotator) readTime() error { return nil }

func (w *Worker) dates(d *doc.Doc) {}
