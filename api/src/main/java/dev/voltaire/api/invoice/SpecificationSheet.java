package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceSpecification.Entry;
import dev.voltaire.message.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The printed specification as text in the language of the invoice.
record SpecificationSheet(
        String language,
        String title,
        String subtitle,
        String sellerName,
        String buyerName,
        List<Row> rows,
        String entries,
        String energy,
        String total,
        Labels labels) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /// @param detail the components of the amount, and where they were
    record Row(
            String started,
            String duration,
            String place,
            String detail,
            String driver,
            String costCentre,
            String energy,
            String components,
            String amount) {}

    record Labels(
            String started,
            String duration,
            String place,
            String driver,
            String costCentre,
            String energy,
            String amount,
            String total,
            String page,
            String of) {}

    static SpecificationSheet of(Invoice invoice, List<Entry> entries) {
        return new Writer(invoice, new Printed(invoice.language())).sheet(entries);
    }

    private record Writer(Invoice invoice, Printed printed) {

        SpecificationSheet sheet(List<Entry> entries) {
            BigDecimal energy = BigDecimal.ZERO;
            BigDecimal net = BigDecimal.ZERO;
            List<Row> rows = new ArrayList<>();
            for (Entry entry : entries) {
                rows.add(row(entry));
                energy = energy.add(Objects.requireNonNullElse(entry.energyKwh(), BigDecimal.ZERO));
                net = net.add(entry.net());
            }
            return new SpecificationSheet(
                    invoice.language().tag(),
                    text("title"),
                    text("of", Long.toString(Objects.requireNonNull(invoice.number())), issuedOn()),
                    invoice.seller().legalName(),
                    invoice.buyer().legalName(),
                    rows,
                    text("entries", printed.number(BigDecimal.valueOf(entries.size()))),
                    printed.kwh(energy),
                    amount(net),
                    labels());
        }

        private String issuedOn() {
            return printed.date(Objects.requireNonNull(invoice.issuedAt())
                    .atZone(invoice.zone())
                    .toLocalDate());
        }

        private Row row(Entry entry) {
            return new Row(
                    started(entry.startedAt()),
                    duration(entry),
                    Objects.requireNonNullElse(entry.location(), text("home")),
                    joined(
                            entry.evseId(),
                            entry.operator(),
                            entry.late() ? text("late") : null,
                            entry.credit() ? text("credit") : null),
                    Objects.requireNonNullElse(entry.profile(), entry.unit()),
                    Objects.requireNonNullElse(entry.costCentre(), ""),
                    entry.energyKwh() == null ? "" : printed.kwh(entry.energyKwh()),
                    components(entry),
                    amount(entry.net()));
        }

        private String started(@Nullable Instant at) {
            return at == null ? "" : MINUTE.format(at.atZone(invoice.zone()));
        }

        private static String duration(Entry entry) {
            if (entry.startedAt() == null || entry.endedAt() == null) {
                return "";
            }
            Duration duration = Duration.between(entry.startedAt(), entry.endedAt());
            return "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
        }

        private String components(Entry entry) {
            return new TreeMap<>(entry.costs())
                    .entrySet().stream()
                            .map(cost -> text("cost." + cost.getKey()) + " " + amount(cost.getValue()))
                            .collect(Collectors.joining(" · "));
        }

        private String amount(BigDecimal amount) {
            return printed.amount(Money.of(invoice.currency(), amount, RoundingMode.HALF_UP));
        }

        private static String joined(@Nullable String... parts) {
            return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" · "));
        }

        private Labels labels() {
            return new Labels(
                    text("started"),
                    text("duration"),
                    text("place"),
                    text("driver"),
                    text("cost-centre"),
                    text("energy"),
                    text("amount", invoice.currency().getCode()),
                    text("total"),
                    Messages.text(invoice.language(), "invoice.page"),
                    Messages.text(invoice.language(), "invoice.of"));
        }

        private String text(String key, Object... arguments) {
            return Messages.text(invoice.language(), "specification." + key, arguments);
        }
    }
}
