package dev.voltaire.api.reimbursement;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.reimbursement.rate.EnergyPriceSeries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// Prices of energy that change by the hour or quarter of an hour, all taxes included.
@Path("/api/v1/energy-price-series")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class EnergyPriceSeriesResource {
    private static final int MOST_ROWS = 50_000;
    private static final int PRICE_DECIMALS = 6;
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(100);

    private final SignedInCaller caller;
    private final EnergyPriceSeries series;

    @Inject
    EnergyPriceSeriesResource(SignedInCaller caller, EnergyPriceSeries series) {
        this.caller = caller;
        this.series = series;
    }

    /// Without a unit a series is everybody's, and only the operator opens it.
    @Schema(name = "EnergyPriceSeriesRequest")
    public record Request(
            @Nullable UUID orgUnitId,
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 3) String currency,

            @Schema(enumeration = {"15", "30", "60"}) int intervalMinutes) {}

    @GET
    @Operation(summary = "List series", description = "Sort: name, createdAt.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "currency", in = ParameterIn.QUERY)
    public Page<EnergyPriceSeries.Series> list(@BeanParam ListParameters parameters) {
        return series.list(parameters.toRequest(), caller.get().scope());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One series")
    @APIResponseSchema(EnergyPriceSeries.Series.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public EnergyPriceSeries.Series get(@RestPath UUID id) {
        return series.get(id, caller.get());
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Open a series")
    @APIResponse(
            responseCode = "201",
            description = "Opened, without a price yet",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = EnergyPriceSeries.Series.class)))
    @APIResponse(responseCode = "403", description = "access-denied: without a unit it is the operator's")
    @APIResponse(responseCode = "422", description = "validation-failed")
    public EnergyPriceSeries.Series open(@Valid @NotNull Request request) {
        if (!List.of(15, 30, 60).contains(request.intervalMinutes())) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "intervalMinutes");
        }
        try {
            return series.open(
                    request.orgUnitId(),
                    request.name(),
                    CurrencyUnit.of(request.currency()),
                    request.intervalMinutes(),
                    caller.get());
        } catch (IllegalCurrencyException unknown) {
            throw ProblemException.invalid(List.of(new Violation("currency", "validation.currency")));
        }
    }

    @POST
    @Path("/{id}/prices")
    @Consumes("text/csv")
    @Operation(
            summary = "Add prices to a series",
            description =
                    "UTF-8 CSV with the columns startsAt (ISO 8601 with offset) and perKwh. A time that has another "
                            + "price already keeps it and is reported.")
    @APIResponse(
            responseCode = "200",
            description = "What was added, known, or in conflict",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = EnergyPriceSeries.Taken.class)))
    @APIResponse(responseCode = "400", description = "malformed-request; invalid-parameter: not on an interval")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "422", description = "validation-failed: names the first wrong line")
    public EnergyPriceSeries.Taken take(@RestPath UUID id, @NotNull byte[] file) {
        return series.take(id, read(new String(file, StandardCharsets.UTF_8)), caller.get());
    }

    private static List<EnergyPriceSeries.Point> read(String text) {
        char separator = text.lines().findFirst().orElse("").indexOf(';') >= 0 ? ';' : ',';
        List<EnergyPriceSeries.Point> points = new ArrayList<>();
        try {
            for (NamedCsvRecord row :
                    CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
                if (!row.getHeader().containsAll(List.of("startsAt", "perKwh"))) {
                    throw invalid("startsAt, perKwh", "validation.column-missing");
                }
                if (points.size() == MOST_ROWS) {
                    throw invalid("file", "validation.too-many-rows");
                }
                points.add(point(row));
            }
        } catch (CsvParseException broken) {
            throw ProblemException.because(broken, Problem.MALFORMED_REQUEST);
        }
        return points;
    }

    private static EnergyPriceSeries.Point point(NamedCsvRecord row) {
        long line = row.getStartingLineNumber();
        try {
            Instant startsAt =
                    OffsetDateTime.parse(row.getField("startsAt").strip()).toInstant();
            BigDecimal price = new BigDecimal(row.getField("perKwh").strip());
            if (price.scale() > PRICE_DECIMALS || price.abs().compareTo(HIGHEST) > 0) {
                throw invalid("line " + line + ", perKwh", "validation.wrong-type");
            }
            return new EnergyPriceSeries.Point(line, startsAt, price);
        } catch (DateTimeParseException | NumberFormatException unreadable) {
            throw invalid("line " + line, "validation.wrong-type");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.invalid(List.of(new Violation(field, message)));
    }
}
