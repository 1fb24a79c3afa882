package dev.voltaire.api.export;

import dev.voltaire.cdr.CostComponent;
import dev.voltaire.cdr.CostTable;
import dev.voltaire.cdr.CpoCdrDetail;
import dev.voltaire.cdr.MspCdrDetail;
import dev.voltaire.cdr.StatedCdr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The columns of CDR exports: what the pages of CDRs show.
final class CdrColumns {
    private static final List<CostComponent> OPERATORS = Arrays.stream(CostComponent.values())
            .filter(component -> component != CostComponent.ADDITIONAL)
            .toList();
    private static final List<String> STATED = List.of(
            "cdrId",
            "cpoCountryCode",
            "cpoPartyId",
            "operatorName",
            "startedAt",
            "endedAt",
            "durationSeconds",
            "energyKwh",
            "remark",
            "sessionReference",
            "tokenUid",
            "tokenType",
            "contractId",
            "authMethod",
            "authorizationReference",
            "locationId",
            "locationName",
            "address",
            "postalCode",
            "city",
            "country",
            "evseId",
            "meterId");

    private CdrColumns() {}

    static List<String> cpoNames() {
        List<String> names = new ArrayList<>(STATED);
        names.addAll(List.of(
                "credit", "creditReference", "receivedAt", "verdict", "difference", "plausibility", "currency"));
        for (CostComponent component : OPERATORS) {
            costNames(camel(component), names);
        }
        costNames("total", names);
        names.addAll(List.of("baseCurrency", "exchangeRate", "exchangeRateDate", "exchangeRateSource", "mspCdrId"));
        return names;
    }

    private static void costNames(String of, List<String> names) {
        names.addAll(List.of(of + "Received", of + "CalculatedLocal", of + "CalculatedBase"));
    }

    static List<@Nullable Object> cells(CpoCdrDetail cdr) {
        List<@Nullable Object> cells = stated(cdr.stated().cdrId(), cdr.stated());
        add(
                cells,
                cdr.stated().credit(),
                cdr.creditReference(),
                cdr.receivedAt(),
                cdr.verdict(),
                cdr.difference(),
                cdr.plausibility(),
                cdr.currency());
        CostTable costs = cdr.costs();
        for (CostComponent component : OPERATORS) {
            costs(costs == null ? null : costs.row(component), cells);
        }
        costs(costs == null ? null : costs.row(null), cells);
        CostTable.Conversion exchange = cdr.exchange();
        add(
                cells,
                exchange == null ? null : exchange.currency(),
                exchange == null ? null : exchange.rate(),
                exchange == null ? null : exchange.on(),
                exchange == null ? null : exchange.source(),
                cdr.mspCdrId());
        return cells;
    }

    private static void costs(CostTable.@Nullable Row row, List<@Nullable Object> cells) {
        add(
                cells,
                row == null ? null : row.received(),
                row == null ? null : row.calculatedLocal(),
                row == null ? null : row.calculatedBase());
    }

    static List<String> mspNames() {
        List<String> names = new ArrayList<>(STATED);
        names.addAll(List.of(
                "version",
                "approvalState",
                "credit",
                "billable",
                "invoiceReference",
                "orgUnit",
                "profile",
                "visualNumber",
                "currency"));
        for (CostComponent component : CostComponent.values()) {
            names.add(camel(component));
        }
        names.addAll(List.of("totalExclVat", "tariffPlan", "cpoCdrId"));
        return names;
    }

    static List<@Nullable Object> cells(MspCdrDetail cdr) {
        List<@Nullable Object> cells = stated(cdr.cdrId(), cdr.stated());
        add(
                cells,
                cdr.version(),
                cdr.approvalState(),
                cdr.credit(),
                cdr.billable(),
                cdr.invoiceReference(),
                cdr.unitLabel(),
                cdr.profileName(),
                cdr.visualNumber(),
                cdr.currency());
        for (CostComponent component : CostComponent.values()) {
            cells.add(cdr.costs().get(component));
        }
        add(cells, cdr.totalExclVat(), cdr.planName(), cdr.cpoCdrId());
        return cells;
    }

    private static List<@Nullable Object> stated(String cdrId, StatedCdr cdr) {
        List<@Nullable Object> cells = new ArrayList<>();
        StatedCdr.Authorisation authorisation = cdr.authorisation();
        StatedCdr.Place place = cdr.place();
        add(
                cells,
                cdrId,
                cdr.countryCode(),
                cdr.partyId(),
                place.operatorName(),
                cdr.startedAt(),
                cdr.endedAt(),
                cdr.durationSeconds(),
                cdr.energyKwh(),
                cdr.remark(),
                cdr.sessionReference(),
                authorisation.uid(),
                authorisation.type(),
                authorisation.contractId(),
                authorisation.method(),
                authorisation.reference(),
                place.locationId(),
                place.name(),
                place.address(),
                place.postalCode(),
                place.city(),
                place.country(),
                place.evseId(),
                place.meterId());
        return cells;
    }

    private static void add(List<@Nullable Object> cells, @Nullable Object... more) {
        for (Object cell : more) {
            cells.add(cell);
        }
    }

    private static String camel(CostComponent component) {
        return component.name().toLowerCase(Locale.ROOT);
    }
}
