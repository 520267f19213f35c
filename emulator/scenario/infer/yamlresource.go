package infer

import "time"

// resource writes one entry of "resources".
func (w *writer) resource(r Resource) {
	fields := []Field{{"api", r.API}, {"kind", r.Kind}, {"id", r.ID}}
	if r.Project != "" {
		fields = append(fields, Field{"project", r.Project})
	}
	if !r.Born.IsZero() {
		fields = append(fields, Field{"born", r.Born.UTC().Format(time.RFC3339Nano)})
	}
	if !r.Updated.IsZero() {
		fields = append(fields, Field{"updated", r.Updated.UTC().Format(time.RFC3339Nano)})
	}
	if r.Status != "" {
		fields = append(fields, Field{"status", r.Status})
	}
	w.item = true
	w.line(2, "%s", flow(append(fields, r.Fields...)))
}
