package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.CsvTable;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.token.CardStockImport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Deliveries of cards, as the producer's CSV file.
@Path("/api/v1/tokens/stock-imports")
@Tag(name = "Tokens")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class CardStockResource {
    private static final int MOST_ROWS = 5_000;
    private static final Set<String> COLUMNS = Set.of("uid", "contractId", "visualNumber");

    private final SignedInCaller caller;
    private final CardStockImport stock;

    @Inject
    CardStockResource(SignedInCaller caller, CardStockImport stock) {
        this.caller = caller;
        this.stock = stock;
    }

    /// What became of a file.
    @Schema(name = "StockImport")
    public record Report(
            boolean dryRun,
            int rows,

            @Schema(description = "0 in a dry run and whenever a row is wrong")
            int imported,

            List<RowError> errors) {}

    /// What is wrong with a row.
    @Schema(name = "ImportRowError")
    public record RowError(
            @Schema(description = "Line of the file, from 1")
            long line,

            String field,
            String message) {}

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Take a delivery of cards into stock",
            description = "UTF-8 CSV, comma or semicolon, with a header line: uid, and if wanted contractId and"
                    + " visualNumber. At most 5,000 rows; all are imported or, when one is wrong, none.")
    @APIResponse(
            responseCode = "200",
            description = "Imported, or what is wrong",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Report.class)))
    @APIResponse(responseCode = "400", description = "malformed-request: not a readable CSV file")
    @APIResponse(responseCode = "422", description = "validation-failed: a column is missing, or too many rows")
    public Report take(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("Accept-Language") @Nullable String acceptLanguage,
            @NotNull byte[] file) {
        List<CardStockImport.Card> cards = CsvTable.read(file, Set.of("uid"), COLUMNS, MOST_ROWS).rows().stream()
                .map(row -> new CardStockImport.Card(
                        row.line(), row.text("uid"), row.optional("contractId"), row.optional("visualNumber")))
                .toList();
        List<CardStockImport.RowError> errors = stock.take(cards, dryRun, caller.get());
        Language language = Language.accepting(acceptLanguage);
        return new Report(
                dryRun,
                cards.size(),
                errors.isEmpty() && !dryRun ? cards.size() : 0,
                errors.stream()
                        .map(error ->
                                new RowError(error.line(), error.field(), Messages.text(language, error.message())))
                        .toList());
    }
}
