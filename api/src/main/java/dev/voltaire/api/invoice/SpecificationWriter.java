package dev.voltaire.api.invoice;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceSpecification.Entry;
import dev.voltaire.message.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// Every CDR of an invoice as a table for spreadsheets. The texts in it were written by operators and customers: in CSV
/// none of them may start a formula; in XLSX they are text cells, which cannot.
final class SpecificationWriter {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Invoice invoice;

    SpecificationWriter(Invoice invoice) {
        this.invoice = invoice;
    }

    /// What hands over the entries, one after the other.
    interface Source {
        void each(Consumer<Entry> reader);
    }

    /// UTF-8 with a byte order mark, decimals with a point, instants in UTC.
    byte[] csv(Source source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStreamWriter text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            text.write(BYTE_ORDER_MARK);
            try (CsvWriter csv = CsvWriter.builder().build(text)) {
                csv.writeRecord(headings());
                source.each(
                        entry -> csv.writeRecord(cells(entry).map(CsvText::cell).toList()));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    byte[] xlsx(Source source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Voltaire", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(Objects.requireNonNull(invoice.reference()));
            List<String> headings = headings();
            for (int column = 0; column < headings.size(); column++) {
                sheet.value(0, column, headings.get(column));
            }
            sheet.range(0, 0, 0, headings.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            XlsxRows rows = new XlsxRows(sheet);
            source.each(entry -> rows.write(cells(entry).toList()));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static final class XlsxRows {
        private static final int FLUSH_EVERY = 1000;

        private final Worksheet sheet;
        private int row = 1;

        XlsxRows(Worksheet sheet) {
            this.sheet = sheet;
        }

        void write(List<@Nullable Object> cells) {
            for (int column = 0; column < cells.size(); column++) {
                Object cell = cells.get(column);
                if (cell instanceof Number number) {
                    sheet.value(row, column, number);
                } else if (cell instanceof Instant at) {
                    sheet.value(row, column, at.atOffset(ZoneOffset.UTC).toLocalDateTime());
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
                } else if (cell != null) {
                    sheet.value(row, column, cell.toString());
                }
            }
            if (++row % FLUSH_EVERY == 0) {
                flush();
            }
        }

        private void flush() {
            try {
                sheet.flush();
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
        }
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>();
        Stream.of("cdr", "version", "started", "ended", "unit", "driver", "cost-centre", "operator", "place", "evse")
                .forEach(key -> headings.add(text(key)));
        headings.add(text("country"));
        headings.add(text("energy"));
        Arrays.stream(CostComponent.values()).forEach(component -> headings.add(text("cost." + component)));
        headings.add(text("amount", invoice.currency().getCode()));
        headings.add(text("remark"));
        return headings;
    }

    private Stream<@Nullable Object> cells(Entry entry) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(entry.cdrId());
        cells.add(entry.version());
        cells.add(entry.startedAt());
        cells.add(entry.endedAt());
        cells.add(entry.unit());
        cells.add(entry.profile());
        cells.add(entry.costCentre());
        cells.add(entry.operator());
        cells.add(entry.location());
        cells.add(entry.evseId());
        cells.add(entry.country());
        cells.add(entry.energyKwh());
        for (CostComponent component : CostComponent.values()) {
            cells.add(entry.costs().get(component));
        }
        cells.add(entry.net());
        cells.add(remark(entry));
        return cells.stream();
    }

    private String remark(Entry entry) {
        return String.join(
                ", ",
                Stream.of(
                                entry.late() ? text("late") : "",
                                entry.credit() ? text("credit") : "",
                                entry.operator() == null ? text("home") : "")
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    private String text(String key, Object... arguments) {
        return Messages.text(invoice.language(), "specification." + key, arguments);
    }
}
