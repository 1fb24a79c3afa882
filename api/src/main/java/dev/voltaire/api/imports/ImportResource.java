package dev.voltaire.api.imports;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.CsvTable;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.PeopleImport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path.Node;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Many people at once, as a CSV file.
@Path("/api/v1/imports")
@Tag(name = "Imports")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ImportResource {
    private static final int MOST_ROWS = 2_000;

    private final SignedInCaller caller;
    private final PeopleImport people;
    private final Validator validator;

    @Inject
    ImportResource(SignedInCaller caller, PeopleImport people, Validator validator) {
        this.caller = caller;
        this.people = people;
        this.validator = validator;
    }

    /// What a file holds.
    @Schema(name = "ImportType")
    public enum Type {
        /// People who use the portal or get a profile later.
        USERS,
        /// Drivers: each gets an account, a profile and a virtual token.
        PROFILES
    }

    /// What became of a file.
    @Schema(name = "ImportReport")
    public record Report(
            Type type,
            boolean dryRun,
            int rows,

            @Schema(description = "0 in a dry run and whenever a row is wrong")
            int imported,

            List<RowError> errors) {}

    /// What is wrong with a row.
    @Schema(name = "ImportError")
    public record RowError(
            @Schema(description = "Line of the file, from 1")
            long line,

            String field,
            String message) {}

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Import users or profiles",
            description =
                    "UTF-8 CSV, comma or semicolon, with a header line. USERS: email, firstName, lastName, orgUnit"
                            + " (its number), and if wanted phone and roles (separated by spaces; absent: EV_DRIVER). PROFILES"
                            + " also profileName, externalId, costCentre, billable, companyName, street, houseNumber,"
                            + " houseNumberSuffix, addition, postalCode, city, country. At most 2,000 rows; all are imported and"
                            + " invited or, when one is wrong, none.")
    @APIResponse(
            responseCode = "200",
            description = "Imported, or what is wrong",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Report.class)))
    @APIResponse(responseCode = "400", description = "malformed-request: not a readable UTF-8 CSV file")
    @APIResponse(responseCode = "413", description = "body-too-large")
    @APIResponse(responseCode = "422", description = "validation-failed: missing or unknown columns, too many rows")
    public Report take(
            @QueryParam("type") @Parameter(required = true) @Nullable Type type,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("Accept-Language") @Parameter(hidden = true) @Nullable String acceptLanguage,
            @NotNull byte[] file) {
        if (type == null) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "type");
        }
        Language language = Language.accepting(acceptLanguage);
        List<PersonRow> rows = CsvTable.read(file, PersonRow.REQUIRED, columns(type), MOST_ROWS).rows().stream()
                .map(PersonRow::read)
                .toList();
        List<RowError> errors = new ArrayList<>(
                rows.stream().flatMap(row -> mistakes(row, language)).toList());
        List<PersonRow> readable = rows.stream()
                .filter(row -> errors.stream().noneMatch(error -> error.line() == row.line()))
                .toList();
        boolean onlyCheck = dryRun || !errors.isEmpty();
        people.take(readable.stream().map(row -> newcomer(row, type)).toList(), onlyCheck, caller.get()).stream()
                .map(error -> new RowError(error.line(), error.field(), Messages.text(language, error.message())))
                .forEach(errors::add);
        errors.sort(Comparator.comparingLong(RowError::line).thenComparing(RowError::field));
        return new Report(type, dryRun, rows.size(), errors.isEmpty() && !dryRun ? rows.size() : 0, errors);
    }

    private static Set<String> columns(Type type) {
        return switch (type) {
            case USERS -> PersonRow.USER_COLUMNS;
            case PROFILES -> PersonRow.PROFILE_COLUMNS;
        };
    }

    private static PeopleImport.Newcomer newcomer(PersonRow row, Type type) {
        return new PeopleImport.Newcomer(
                row.line(),
                row.person().particulars(),
                row.roles(),
                Objects.requireNonNull(row.orgUnit()),
                switch (type) {
                    case USERS -> null;
                    case PROFILES -> row.profile();
                });
    }

    private Stream<RowError> mistakes(PersonRow row, Language language) {
        Stream<RowError> broken = validator.validate(row).stream()
                .map(violation -> new RowError(row.line(), column(violation), message(violation, language)));
        Stream<RowError> unreadable = row.unreadable().stream()
                .map(column -> new RowError(row.line(), column, Messages.text(language, "validation.wrong-type")));
        return Stream.concat(broken, unreadable);
    }

    private static String message(ConstraintViolation<PersonRow> violation, Language language) {
        return Messages.find(language, violation.getMessageTemplate()).orElseGet(violation::getMessage);
    }

    /// The last step of the path is the column: `person.email` was read from `email`.
    private static String column(ConstraintViolation<PersonRow> violation) {
        String column = "";
        for (Node node : violation.getPropertyPath()) {
            column = Objects.requireNonNullElse(node.getName(), column);
        }
        return column;
    }
}
