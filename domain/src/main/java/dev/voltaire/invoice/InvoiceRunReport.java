package dev.voltaire.invoice;

import java.util.List;

/// What a run left out and what it warned of, kept with it.
public record InvoiceRunReport(List<InvoiceRun.Left> left, List<InvoiceRun.Warning> warnings) {
    public InvoiceRunReport {
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }
}
