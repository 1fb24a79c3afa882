package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.PartyId;
import dev.voltaire.vat.VatRuleSet;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// The legal entities that issue invoices.
@Path("/api/v1/issuers")
@Tag(name = "Invoices")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class IssuerResource {
    private final IssuerRepository issuers;
    private final Clock clock;

    @Inject
    IssuerResource(IssuerRepository issuers, Clock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /// `party` is the provider it issues for (`NL-VLT`), `timeZone` that of its invoice dates, `currency` the one it
    /// reports tax in (EUR without one), `vatRegistrations` countries beside its own where it has a VAT number.
    @Schema(name = "IssuerRequest")
    public record Request(
            @NotBlank String legalName,
            @NotBlank String street,
            @NotBlank String postalCode,
            @NotBlank String city,
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
            @NotBlank String vatNumber,
            @NotBlank String registrationNumber,
            @NotBlank String email,
            @NotBlank String iban,
            @Nullable String bic,
            @Nullable @Size(max = 100) String contactName,
            @Nullable @Size(max = 30) String phone,

            @Nullable @Pattern(regexp = "[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")
            String creditorIdentifier,

            @NotBlank String party,
            @NotBlank String timeZone,
            @Nullable @Pattern(regexp = "[A-Z]{3}") String currency,
            @Nullable VatRuleSet vatRules,
            @Nullable List<@Pattern(regexp = "[A-Z]{2}") String> vatRegistrations) {

        Issuer.Particulars particulars() {
            return new Issuer.Particulars(
                    legalName,
                    street,
                    postalCode,
                    city,
                    country,
                    vatNumber,
                    registrationNumber,
                    email,
                    iban,
                    bic,
                    contactName,
                    phone,
                    creditorIdentifier,
                    provider(),
                    zone(),
                    taxing());
        }

        private Issuer.Taxing taxing() {
            try {
                return new Issuer.Taxing(
                        currency == null ? CurrencyUnit.EUR : CurrencyUnit.of(currency),
                        vatRules == null ? VatRuleSet.SIMPLE : vatRules,
                        vatRegistrations == null ? Set.of() : Set.copyOf(vatRegistrations));
            } catch (IllegalCurrencyException unknown) {
                throw ProblemException.because(unknown, Problem.INVALID_PARAMETER, "currency");
            }
        }

        private PartyId provider() {
            try {
                return PartyId.parse(party);
            } catch (IllegalArgumentException malformed) {
                throw ProblemException.because(malformed, Problem.INVALID_PARAMETER, "party");
            }
        }

        private ZoneId zone() {
            try {
                return ZoneId.of(timeZone);
            } catch (DateTimeException unknown) {
                throw ProblemException.because(unknown, Problem.INVALID_PARAMETER, "timeZone");
            }
        }
    }

    /// An issuer.
    @Schema(name = "Issuer")
    public record Body(UUID id, String legalName, String country, String vatNumber, String iban, String party) {
        static Body of(Issuer issuer) {
            return new Body(
                    issuer.id(),
                    issuer.party().legalName(),
                    issuer.party().country(),
                    String.valueOf(issuer.party().vatNumber()),
                    issuer.bankAccount().iban(),
                    issuer.provider().toString());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "List issuers")
    public List<Body> list() {
        return issuers.listAll().stream().map(Body::of).toList();
    }

    @POST
    @Transactional
    @Operation(summary = "Create an issuer")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    public RestResponse<Body> create(@Valid @NotNull Request request) {
        Issuer issuer = new Issuer(request.particulars(), clock.instant());
        issuers.persistAndFlush(issuer);
        return RestResponse.ResponseBuilder.<Body>create(RestResponse.Status.CREATED)
                .entity(Body.of(issuer))
                .location(URI.create("/api/v1/issuers/" + issuer.id()))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Change an issuer", description = "Finalised invoices keep what they say.")
    public Body change(@RestPath UUID id, @Valid @NotNull Request request) {
        Issuer issuer = issuers.choose(id);
        issuer.change(request.particulars());
        return Body.of(issuer);
    }
}
