package dev.voltaire.api.export;

import dev.voltaire.cdr.CdrExport;
import dev.voltaire.export.ExportJob;
import dev.voltaire.export.ExportJobs;
import dev.voltaire.export.ExportRequested;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes a file somebody waits for: rows are read by the thousand and pieces leave as soon as they are full, so that
/// memory does not grow with the file.
@ApplicationScoped
class ExportWriting implements OutboxHandler<ExportRequested> {
    private static final Logger LOG = Logger.getLogger(ExportWriting.class);
    private static final int LONGEST_SECONDS = 3_600;

    private final ExportJobs jobs;
    private final CdrExport cdrs;

    @Inject
    ExportWriting(ExportJobs jobs, CdrExport cdrs) {
        this.jobs = jobs;
        this.cdrs = cdrs;
    }

    @Override
    public Class<ExportRequested> eventType() {
        return ExportRequested.class;
    }

    @Override
    public String name() {
        return "export-writing";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(ExportRequested event) {
        ExportJob job = jobs.find(event.exportId()).orElse(null);
        if (job == null || job.state() == ExportJob.State.DONE || job.state() == ExportJob.State.FAILED) {
            return;
        }
        try {
            write(job);
        } catch (ProblemException refused) {
            // a filter that does not exist: no attempt will ever succeed
            LOG.warnf(refused, "Export refused: export=%s", job.id());
            jobs.fail(job.id());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void write(ExportJob job) throws IOException {
        ListRequest selection = new ListRequest(job.q(), List.of(), 1, 10, job.filters());
        jobs.begin(job.id(), count(job, selection));
        AtomicLong written = new AtomicLong();
        try (OutputStream out = new GZIPOutputStream(
                new PieceStream((position, piece) -> jobs.append(job.id(), position, piece, written.get())))) {
            Sheet sheet = switch (job.format()) {
                case CSV -> new CsvSheet(out, job.byteOrderMark());
                case XLSX -> new XlsxSheet(out);
            };
            QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).run(() -> rows(job, selection, sheet, written));
            sheet.end();
        }
        jobs.finish(job.id(), written.get());
    }

    private long count(ExportJob job, ListRequest selection) {
        return switch (job.type()) {
            case CPO_CDR -> cdrs.countCpoCdrs(selection, job.scope());
            case MSP_CDR -> cdrs.countMspCdrs(selection, job.scope());
        };
    }

    private void rows(ExportJob job, ListRequest selection, Sheet sheet, AtomicLong written) {
        switch (job.type()) {
            case CPO_CDR -> {
                header(sheet, CdrColumns.cpoNames());
                cdrs.eachCpoCdr(selection, job.scope(), cdr -> row(sheet, cdr, CdrColumns::cells, written));
            }
            case MSP_CDR -> {
                header(sheet, CdrColumns.mspNames());
                cdrs.eachMspCdr(selection, job.scope(), cdr -> row(sheet, cdr, CdrColumns::cells, written));
            }
        }
    }

    private static void header(Sheet sheet, List<String> names) {
        try {
            sheet.header(names);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> void row(Sheet sheet, T cdr, Function<T, List<@Nullable Object>> cells, AtomicLong written) {
        try {
            sheet.row(cells.apply(cdr));
            written.incrementAndGet();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
