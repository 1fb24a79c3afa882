package dev.voltaire.api.http;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An uploaded CSV file: UTF-8 with or without byte order mark, comma or semicolon, a header line. Anything else is
/// refused before a row is looked at.
public final class CsvTable {
    private final List<NamedCsvRecord> rows;

    private CsvTable(List<NamedCsvRecord> rows) {
        this.rows = rows;
    }

    /// A row, and which line of the file it starts on.
    public record Row(NamedCsvRecord record) {
        public long line() {
            return record.getStartingLineNumber();
        }

        /// Empty when the column or its content is missing.
        public String text(String column) {
            return record.findField(column).map(String::strip).orElse("");
        }

        public @Nullable String optional(String column) {
            String text = text(column);
            return text.isEmpty() ? null : text;
        }
    }

    /// @param known columns that mean something; others are refused, because they are most likely misspelt
    /// @throws ProblemException MALFORMED_REQUEST for what is no readable CSV, VALIDATION_FAILED for missing or
    ///     unknown columns and for too many rows
    public static CsvTable read(byte[] file, Set<String> required, Set<String> known, int mostRows) {
        String text = text(file);
        String head = text.lines().findFirst().orElse("");
        char separator = head.indexOf(';') >= 0 ? ';' : ',';
        columnsMustFit(head, separator, required, known);
        List<NamedCsvRecord> rows = new ArrayList<>();
        try {
            for (NamedCsvRecord row :
                    CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
                if (rows.size() == mostRows) {
                    throw invalid("file", "validation.too-many-rows");
                }
                rows.add(row);
            }
        } catch (CsvParseException | IllegalArgumentException broken) {
            throw ProblemException.because(broken, Problem.MALFORMED_REQUEST);
        }
        return new CsvTable(rows);
    }

    public List<Row> rows() {
        return rows.stream().map(Row::new).toList();
    }

    private static void columnsMustFit(String head, char separator, Set<String> required, Set<String> known) {
        Set<String> present = Stream.of(head.split(Pattern.quote(String.valueOf(separator))))
                .map(column -> column.replace("\"", "").strip())
                .collect(Collectors.toSet());
        List<Violation> violations = new ArrayList<>();
        required.stream()
                .filter(column -> !present.contains(column))
                .sorted()
                .forEach(column -> violations.add(new Violation(column, "validation.column-missing")));
        present.stream()
                .filter(column -> !known.contains(column))
                .sorted()
                .forEach(column -> violations.add(new Violation(column, "validation.unknown-field")));
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new ProblemException(Problem.MALFORMED_REQUEST);
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException otherEncoding) {
            throw ProblemException.because(otherEncoding, Problem.MALFORMED_REQUEST);
        }
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.invalid(List.of(new Violation(field, message)));
    }
}
