package dev.voltaire.tariff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// The working of a price as JSON, to be kept beside the price it explains. Numbers are decimal strings; what is not
/// known is absent.
public final class RatingReportJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final MathContext READABLE = new MathContext(16);

    private RatingReportJson() {}

    public static ObjectNode write(RatingReport report) {
        ObjectNode json = NODES.objectNode();
        Tariff tariff = report.tariff();
        if (tariff != null) {
            json.put("tariffId", tariff.id());
            json.put("currency", tariff.currency().getCode());
            json.put("tax", tariff.taxTreatment().name());
        }
        json.set("total", price(report.total()));
        put(json, "limitExclVat", report.limitExclVat());
        put(json, "limitInclVat", report.limitInclVat());
        ObjectNode totals = json.putObject("totals");
        for (CostKind kind : CostKind.values()) {
            totals.set(kind.name(), price(report.totals().of(kind)));
        }
        totals.set("sum", price(report.totals().sum()));
        ArrayNode lines = json.putArray("lines");
        for (RatingReport.Line line : report.lines()) {
            ObjectNode node = lines.addObject();
            node.put("kind", line.kind().name());
            put(node, line.volume(), line.billedVolume(), line.match());
            node.set("amount", price(line.amount()));
        }
        ArrayNode periods = json.putArray("periods");
        for (RatingReport.PeriodWorking period : report.periods()) {
            periods.add(period(period));
        }
        ArrayNode warnings = json.putArray("warnings");
        for (RatingWarning warning : report.warnings()) {
            ObjectNode node = warnings.addObject();
            node.put("kind", warning.kind().name());
            node.put("subject", warning.subject());
            put(node, "period", warning.period());
        }
        return json;
    }

    private static ObjectNode period(RatingReport.PeriodWorking period) {
        ObjectNode json = NODES.objectNode();
        json.put("start", period.start().toString());
        json.put("end", period.end().toString());
        ArrayNode charges = json.putArray("charges");
        for (RatingReport.Charge charge : period.charges()) {
            ObjectNode node = charges.addObject();
            node.put("kind", charge.kind().name());
            node.put("dimension", charge.dimension().name());
            put(node, charge.volume(), charge.billedVolume(), charge.match());
            node.set("amount", price(charge.amount()));
        }
        return json;
    }

    private static void put(
            ObjectNode json, BigDecimal volume, BigDecimal billedVolume, RatingReport.@Nullable Match match) {
        put(json, "volume", volume);
        put(json, "billedVolume", billedVolume);
        if (match == null) {
            json.put("free", true);
            return;
        }
        json.put("tariffId", match.tariffId());
        json.put("element", match.element());
        json.put("because", match.restrictions().inWords());
        json.put("dimension", match.component().dimension().name());
        json.put("unit", match.component().dimension().unit());
        put(json, "unitPrice", match.component().price());
        put(json, "vat", match.component().vat());
        json.put("stepSize", match.component().stepSize());
    }

    private static ObjectNode price(Price price) {
        ObjectNode json = NODES.objectNode();
        if (price.exclVat() != null) {
            json.put("exclVat", price.exclVat().toPlainString());
        }
        if (price.inclVat() != null) {
            json.put("inclVat", price.inclVat().toPlainString());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.put(name, value.round(READABLE).stripTrailingZeros().toPlainString());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
