package dev.voltaire.tariff.ocpi;

import static dev.voltaire.tariff.ocpi.OcpiFields.list;
import static dev.voltaire.tariff.ocpi.OcpiFields.meaning;
import static dev.voltaire.tariff.ocpi.OcpiFields.number;
import static dev.voltaire.tariff.ocpi.OcpiFields.requiredNumber;
import static dev.voltaire.tariff.ocpi.OcpiFields.requiredText;
import static dev.voltaire.tariff.ocpi.OcpiFields.text;
import static dev.voltaire.tariff.ocpi.OcpiFields.value;
import static dev.voltaire.tariff.ocpi.OcpiFields.wholeNumber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.voltaire.tariff.Dimension;
import dev.voltaire.tariff.Price;
import dev.voltaire.tariff.PriceComponent;
import dev.voltaire.tariff.ReservationRestriction;
import dev.voltaire.tariff.Restrictions;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.TariffElement;
import dev.voltaire.tariff.TariffType;
import dev.voltaire.tariff.TaxTreatment;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads Tariff objects of OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0 by their shape, so the version need not be known: 2.1.1 has
/// no VAT and no limits, 2.3.0 names the sides of the tax differently and may include it.
public final class OcpiTariffJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private OcpiTariffJson() {}

    /// @param issues empty when the tariff says exactly what was read
    public record Reading(Tariff tariff, List<ReadingIssue> issues) {
        public boolean reliable() {
            return issues.stream().noneMatch(ReadingIssue::affectsPrice);
        }
    }

    /// Parses stored JSON without losing a digit.
    ///
    /// @throws UnreadableOcpiException when it is not JSON
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new UnreadableOcpiException(
                    "", "not JSON at " + broken.getLocation().offsetDescription());
        }
    }

    /// @throws UnreadableOcpiException when id, currency, a price or every element is missing or impossible
    public static Reading read(JsonNode tariff) {
        OcpiFields fields = new OcpiFields();
        Tariff read = tariff(tariff, "", fields);
        return new Reading(read, fields.issues());
    }

    /// A price in any of its forms: a number (2.1.1), `excl_vat`/`incl_vat` (2.2), `before_taxes`/`taxes` or
    /// `after_taxes` (2.3.0). An empty or absent list of taxes leaves the other side unknown.
    public static @Nullable Price price(JsonNode object, String name) {
        return price(object, name, "");
    }

    static Tariff tariff(JsonNode json, String path, OcpiFields fields) {
        List<TariffElement> elements = new ArrayList<>();
        List<JsonNode> listed = list(json, "elements");
        for (int i = 0; i < listed.size(); i++) {
            TariffElement element = element(listed.get(i), path + "elements[" + i + "].", fields);
            if (element != null) {
                elements.add(element);
            }
        }
        if (elements.isEmpty()) {
            throw new UnreadableOcpiException(path + "elements", "has no element to price with");
        }
        return new Tariff(
                requiredText(json, "id", path),
                OcpiFields.currency(json, "currency", path),
                type(json, path, fields),
                elements,
                price(json, "min_price", path),
                price(json, "max_price", path),
                fields.instant(json, "start_date_time", path),
                fields.instant(json, "end_date_time", path),
                taxTreatment(json, path));
    }

    static @Nullable Price price(JsonNode object, String name, String path) {
        JsonNode price = value(object, name);
        if (price == null) {
            return null;
        }
        String at = path + name + ".";
        if (!price.isObject()) {
            return new Price(OcpiFields.numeric(price, path, name), null);
        }
        if (price.has("before_taxes") || price.has("after_taxes")) {
            BigDecimal before = number(price, "before_taxes", at);
            BigDecimal after = number(price, "after_taxes", at);
            List<JsonNode> taxes = list(price, "taxes");
            if (after == null && before != null && !taxes.isEmpty()) {
                after = before;
                for (JsonNode tax : taxes) {
                    after = after.add(requiredNumber(tax, "amount", at + "taxes."));
                }
            }
            return new Price(before, after);
        }
        return new Price(number(price, "excl_vat", at), number(price, "incl_vat", at));
    }

    private static @Nullable TariffElement element(JsonNode json, String path, OcpiFields fields) {
        List<PriceComponent> components = new ArrayList<>();
        List<JsonNode> listed = list(json, "price_components");
        for (int i = 0; i < listed.size(); i++) {
            PriceComponent component = component(listed.get(i), path + "price_components[" + i + "].", fields);
            if (component != null) {
                components.add(component);
            }
        }
        JsonNode restrictions = value(json, "restrictions");
        Restrictions read =
                restrictions == null ? Restrictions.NONE : restrictions(restrictions, path + "restrictions.", fields);
        return components.isEmpty() || read == null ? null : new TariffElement(components, read);
    }

    private static @Nullable PriceComponent component(JsonNode json, String path, OcpiFields fields) {
        Dimension dimension = constant(Dimension.class, requiredText(json, "type", path));
        if (dimension == null) {
            fields.note(path + "type", "unknown dimension " + text(json, "type") + " left out", true);
            return null;
        }
        BigDecimal price = requiredNumber(json, "price", path);
        BigDecimal vat = number(json, "vat", path);
        Long stepSize = wholeNumber(json, "step_size", path);
        return meaning(path, () -> new PriceComponent(dimension, price, vat, stepSize == null ? 1 : stepSize));
    }

    /// @return null when a restriction is not understood: an element that may not apply must not apply always
    private static @Nullable Restrictions restrictions(JsonNode json, String path, OcpiFields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : list(json, "day_of_week")) {
            DayOfWeek known = constant(DayOfWeek.class, day.asText());
            if (known == null) {
                fields.note(path + "day_of_week", "unknown day " + day.asText() + ", element left out", true);
                return null;
            }
            days.add(known);
        }
        String reservation = text(json, "reservation");
        ReservationRestriction reserved =
                reservation == null ? null : constant(ReservationRestriction.class, reservation);
        if (reservation != null && reserved == null) {
            fields.note(path + "reservation", "unknown value " + reservation + ", element left out", true);
            return null;
        }
        Restrictions read = meaning(
                path,
                () -> Restrictions.builder()
                        .timeOfDay(fields.timeOfDay(json, "start_time", path), fields.timeOfDay(json, "end_time", path))
                        .dates(OcpiFields.date(json, "start_date", path), OcpiFields.date(json, "end_date", path))
                        .kwh(number(json, "min_kwh", path), number(json, "max_kwh", path))
                        .current(number(json, "min_current", path), number(json, "max_current", path))
                        .power(number(json, "min_power", path), number(json, "max_power", path))
                        .duration(seconds(json, "min_duration", path), seconds(json, "max_duration", path))
                        .daysOfWeek(days)
                        .reservation(reserved)
                        .build());
        return read.unrestricted() ? Restrictions.NONE : read;
    }

    private static @Nullable Duration seconds(JsonNode json, String name, String path) {
        Long seconds = wholeNumber(json, name, path);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable TariffType type(JsonNode json, String path, OcpiFields fields) {
        String type = text(json, "type");
        TariffType known = type == null ? null : constant(TariffType.class, type);
        if (type != null && known == null) {
            fields.note(path + "type", "unknown tariff type " + type + ", read as for every session", true);
        }
        return known;
    }

    private static TaxTreatment taxTreatment(JsonNode json, String path) {
        String included = text(json, "tax_included");
        if (included == null) {
            return TaxTreatment.EXCLUDED;
        }
        return switch (included.toUpperCase(Locale.ROOT)) {
            case "NO", "FALSE" -> TaxTreatment.EXCLUDED;
            case "YES", "TRUE" -> TaxTreatment.INCLUDED;
            case "N/A" -> TaxTreatment.NOT_APPLICABLE;
            default -> throw new UnreadableOcpiException(path + "tax_included", "unknown value " + included);
        };
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        return null;
    }
}
