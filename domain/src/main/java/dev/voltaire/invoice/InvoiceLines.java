package dev.voltaire.invoice;

import dev.voltaire.invoice.TakingRepository.Fee;
import dev.voltaire.invoice.TakingRepository.Part;
import dev.voltaire.invoice.TakingRepository.Taken;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.vat.VatDecision;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The lines of a draft: what is alike in kind, tax and cost centre is one line, rounded once.
final class InvoiceLines {
    private final Invoice invoice;
    private final Taxation taxation;
    private final Invoicing.Period period;

    InvoiceLines(Invoice invoice, Taxation taxation, Invoicing.Period period) {
        this.invoice = invoice;
        this.taxation = taxation;
        this.period = period;
    }

    private record Key(
            Part part,
            VatTreatment treatment,
            @Nullable String costCentre,
            @Nullable Fee fee) {}

    private record Sum(int count, BigDecimal net) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, net.add(other.net));
        }
    }

    void addAll(List<Taken> taken) {
        Map<Key, Sum> sums = new LinkedHashMap<>();
        for (Taken part : taken) {
            Key key = new Key(part.part(), treatment(part), part.costCentre(), part.fee());
            sums.merge(key, new Sum(part.count(), part.net()), Sum::plus);
        }
        sums.forEach(this::add);
    }

    private VatTreatment treatment(Taken taken) {
        VatDecision decision = switch (taken.part()) {
            case SESSIONS, LATE_SESSIONS -> taxation.electricity(taken.country());
            case REIMBURSEMENTS -> taxation.disbursement();
            case SUBSCRIPTIONS, CARDS -> taxation.service();
        };
        return switch (decision) {
            case VatDecision.Taxed taxed -> Taxation.treatment(taxed);
            case VatDecision.Undecided undecided ->
                throw new IllegalStateException("only what can be taxed is taken: " + undecided);
        };
    }

    private void add(Key key, Sum sum) {
        switch (key.part()) {
            case SESSIONS ->
                add(key, InvoiceLineKind.SESSIONS, "sessions", BigDecimal.ONE, sum, period.start(), period.end());
            case LATE_SESSIONS ->
                add(key, InvoiceLineKind.SESSIONS, "sessions-late", BigDecimal.ONE, sum, null, period.start());
            case SUBSCRIPTIONS -> addFees(key, Objects.requireNonNull(key.fee()), sum);
            case REIMBURSEMENTS ->
                add(key, InvoiceLineKind.REIMBURSEMENT, "reimbursement", BigDecimal.ONE, sum, null, period.end());
            case CARDS ->
                add(
                        key,
                        InvoiceLineKind.CARD_FEE,
                        "cards",
                        BigDecimal.valueOf(Math.max(1, sum.count())),
                        sum,
                        null,
                        period.end());
        }
    }

    private void addFees(Key key, Fee fee, Sum sum) {
        String description = Messages.text(
                invoice.language(), "invoice.line.subscription", printed(fee.start()), printed(fee.end()));
        line(
                key,
                InvoiceLineKind.SUBSCRIPTION,
                description,
                BigDecimal.valueOf(sum.count()),
                sum,
                fee.start().atStartOfDay(invoice.zone()).toInstant(),
                fee.end().atStartOfDay(invoice.zone()).toInstant());
    }

    private void add(
            Key key,
            InvoiceLineKind kind,
            String text,
            BigDecimal quantity,
            Sum sum,
            @Nullable Instant start,
            Instant end) {
        String description = Messages.text(
                invoice.language(), "invoice.line." + text, printed(LocalDate.ofInstant(end, invoice.zone())));
        line(key, kind, description, quantity, sum, start, end);
    }

    private void line(
            Key key,
            InvoiceLineKind kind,
            String description,
            BigDecimal quantity,
            Sum sum,
            @Nullable Instant start,
            Instant end) {
        invoice.add(new InvoiceLine.Draft(
                kind,
                key.costCentre() == null
                        ? description
                        : Messages.text(invoice.language(), "invoice.line.cost-centre", description, key.costCentre()),
                quantity,
                Money.of(invoice.currency(), sum.net(), RoundingMode.HALF_UP),
                key.treatment(),
                key.costCentre(),
                start,
                end,
                null));
    }

    private String printed(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(
                        invoice.language() == Language.EN
                                ? Locale.UK
                                : invoice.language().locale())
                .format(day);
    }
}
