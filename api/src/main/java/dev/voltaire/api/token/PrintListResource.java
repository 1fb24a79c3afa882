package dev.voltaire.api.token;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.voltaire.organisation.Address;
import dev.voltaire.token.TokenRequest;
import dev.voltaire.token.TokenRequestLine;
import dev.voltaire.token.TokenRequestRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the card producer has still to make.
@Path("/api/v1/token-requests/print-list")
@Tag(name = "Token requests")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class PrintListResource {
    private static final String[] COLUMNS = {
        "orderNumber",
        "lineId",
        "requestedAt",
        "driverName",
        "companyName",
        "street",
        "houseNumber",
        "houseNumberSuffix",
        "addition",
        "postalCode",
        "city",
        "country",
        "language"
    };

    private final TokenRequestRepository requests;

    @Inject
    PrintListResource(TokenRequestRepository requests) {
        this.requests = requests;
    }

    @GET
    @Produces("text/csv")
    @Transactional
    @Operation(
            summary = "The print list",
            description =
                    "One line per card that is ordered and has none from stock yet, oldest order first. UTF-8 CSV;"
                            + " a cell that a spreadsheet would take for a formula begins with an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "orderNumber, lineId, requestedAt, driverName and the delivery address",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public String printList() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(COLUMNS);
            for (TokenRequest request : requests.toProduce()) {
                request.lines().stream()
                        .filter(line -> line.tokenId() == null)
                        .forEach(line -> csv.writeRecord(cells(request, line)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String[] cells(TokenRequest request, TokenRequestLine line) {
        Address to = line.delivery();
        return Stream.of(
                        Long.toString(request.number()),
                        line.id().toString(),
                        request.requestedAt().toString(),
                        line.driverName(),
                        to == null ? null : to.companyName(),
                        to == null ? null : to.street(),
                        to == null ? null : to.houseNumber(),
                        to == null ? null : to.houseNumberSuffix(),
                        to == null ? null : to.addition(),
                        to == null ? null : to.postalCode(),
                        to == null ? null : to.city(),
                        to == null ? null : to.country(),
                        request.organisationUnit().language().tag())
                .map(PrintListResource::harmless)
                .toArray(String[]::new);
    }

    /// Spreadsheets run what begins like a formula.
    private static String harmless(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        return cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }
}
