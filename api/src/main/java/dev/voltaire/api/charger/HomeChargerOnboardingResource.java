package dev.voltaire.api.charger;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.ChargerList;
import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.reimbursement.onboarding.CardLearning;
import dev.voltaire.reimbursement.onboarding.ChargerImport;
import dev.voltaire.token.Token;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Bringing home chargers in: their place, their drivers' cards, and many of them at once.
@Path("/api/v1/home-chargers")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeChargerOnboardingResource {
    private static final int MOST_ROWS = 1_000;

    private final SignedInCaller caller;
    private final ChargerList chargers;
    private final ChargerPlaces places;
    private final CardLearning learning;
    private final ChargerImport imports;
    private final HomeChargerCredentials credentials;

    @Inject
    HomeChargerOnboardingResource(
            SignedInCaller caller,
            ChargerList chargers,
            ChargerPlaces places,
            CardLearning learning,
            ChargerImport imports,
            HomeChargerCredentials credentials) {
        this.caller = caller;
        this.chargers = chargers;
        this.places = places;
        this.learning = learning;
        this.imports = imports;
        this.credentials = credentials;
    }

    /// Where a charger stands, and whether it ever connected.
    @Schema(name = "HomeChargerOnboarding")
    public record Onboarded(
            PlaceBody place,

            @Schema(description = "Whose home it is") @Nullable
            UUID hostProfileId,

            @Schema(description = "When it first connected") @Nullable
            Instant firstSeenAt) {}

    /// Whose card it is.
    @Schema(name = "CardLearningRequest")
    public record LearnRequest(@NotNull UUID profileId) {}

    /// The card that was learned.
    @Schema(name = "LearnedCard")
    public record Learned(UUID tokenId, String visualNumber) {
        static Learned of(Token token) {
            return new Learned(token.id(), token.visualNumber());
        }
    }

    /// What became of a file.
    @Schema(name = "HomeChargerImport")
    public record Report(
            boolean dryRun,
            int rows,

            @Schema(description = "Empty in a dry run and whenever a row is wrong; the passwords are shown only here")
            List<Imported> imported,

            List<RowError> errors) {}

    /// A charger of the file.
    @Schema(name = "ImportedHomeCharger")
    public record Imported(long line, UUID id, String identity, String url, String password) {
        @Override
        public String toString() {
            return "Imported[id=" + id + "]";
        }
    }

    /// What is wrong with a row.
    @Schema(name = "HomeChargerRowError")
    public record RowError(
            @Schema(description = "Line of the file, from 1")
            long line,

            String field,
            String message) {}

    @GET
    @Path("/{id}/onboarding")
    @Transactional
    @Operation(summary = "Where a charger stands, and its first contact")
    @APIResponseSchema(Onboarded.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Onboarded onboarding(@RestPath UUID id) {
        chargers.charger(id, caller.get().scope());
        return body(id);
    }

    @PUT
    @Path("/{id}/place")
    @Transactional
    @Operation(summary = "Say where a charger stands", description = "Private to the organisation.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Onboarded.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "422", description = "validation-failed: zone or region")
    public Onboarded place(@RestPath UUID id, @Valid @NotNull PlaceBody place) {
        chargers.charger(id, caller.get().scope());
        places.put(id, place.place());
        return body(id);
    }

    @POST
    @Path("/{id}/learned-card")
    @Transactional
    @Operation(
            summary = "Make the card just refused a driver's own",
            description = "Hold the card to the charger, then call this within ten minutes.")
    @APIResponse(
            responseCode = "200",
            description = "Works from now on",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Learned.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such charger or driver")
    @APIResponse(responseCode = "409", description = "no-card-to-learn, token-uid-already-used, physical-token-exists")
    public Learned learn(@RestPath UUID id, @Valid @NotNull LearnRequest request) {
        chargers.charger(id, caller.get().scope());
        return Learned.of(learning.learn(id, request.profileId(), caller.get()));
    }

    @POST
    @Path("/imports")
    @Consumes("text/csv")
    @Operation(
            summary = "Register chargers from a file",
            description =
                    "UTF-8 CSV, comma or semicolon, with a header line: name, orgUnitNumber, and if wanted identity, "
                            + "brand, model, driverEmail, street, houseNumber, postalCode, city, country, region, timeZone. At most "
                            + "1,000 rows; all are registered or, when one is wrong, none.")
    @APIResponse(
            responseCode = "200",
            description = "Registered, or what is wrong",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Report.class)))
    @APIResponse(responseCode = "400", description = "malformed-request: not a readable CSV file")
    @APIResponse(responseCode = "422", description = "validation-failed: a column is missing, or too many rows")
    public Report take(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("Accept-Language") @Nullable String acceptLanguage,
            @NotNull byte[] file) {
        List<ChargerImport.Row> rows = read(new String(file, StandardCharsets.UTF_8));
        ChargerImport.Outcome outcome = imports.take(rows, dryRun, caller.get());
        Language language = Language.accepting(acceptLanguage);
        return new Report(
                dryRun,
                rows.size(),
                outcome.imported().stream()
                        .map(charger -> new Imported(
                                charger.line(),
                                charger.registered().charger().id(),
                                charger.registered().charger().identity(),
                                credentials.url(charger.registered()),
                                charger.registered().password()))
                        .toList(),
                outcome.errors().stream()
                        .map(error ->
                                new RowError(error.line(), error.field(), Messages.text(language, error.message())))
                        .toList());
    }

    private Onboarded body(UUID id) {
        ChargerPlaces.Onboarded onboarded = places.of(id);
        return new Onboarded(PlaceBody.of(onboarded.place()), onboarded.hostProfileId(), onboarded.firstSeenAt());
    }

    private static List<ChargerImport.Row> read(String file) {
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        char separator = text.lines().findFirst().orElse("").indexOf(';') >= 0 ? ';' : ',';
        List<ChargerImport.Row> rows = new ArrayList<>();
        try {
            for (NamedCsvRecord row :
                    CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
                if (!row.getHeader().containsAll(List.of("name", "orgUnitNumber"))) {
                    throw invalid("name, orgUnitNumber", "validation.column-missing");
                }
                if (rows.size() == MOST_ROWS) {
                    throw invalid("file", "validation.too-many-rows");
                }
                rows.add(row(row));
            }
        } catch (CsvParseException broken) {
            throw ProblemException.because(broken, Problem.MALFORMED_REQUEST);
        }
        return rows;
    }

    private static ChargerImport.Row row(NamedCsvRecord row) {
        return new ChargerImport.Row(
                row.getStartingLineNumber(),
                optional(row, "identity"),
                optional(row, "name"),
                optional(row, "orgUnitNumber"),
                optional(row, "brand"),
                optional(row, "model"),
                optional(row, "driverEmail"),
                new ChargerPlaces.Place(
                        optional(row, "street"),
                        optional(row, "houseNumber"),
                        optional(row, "postalCode"),
                        optional(row, "city"),
                        optional(row, "country"),
                        optional(row, "region"),
                        optional(row, "timeZone")));
    }

    private static @Nullable String optional(NamedCsvRecord row, String column) {
        return row.findField(column)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.invalid(List.of(new Violation(field, message)));
    }
}
