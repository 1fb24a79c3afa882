package dev.voltaire.identity;

import dev.voltaire.audit.Audit;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.value.ExpectedVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Programs that use the API in a customer's or the operator's name. Nobody makes one with a role beyond their own.
@ApplicationScoped
public class ApiClients {
    private final ApiClientRepository clients;
    private final OrganisationUnitRepository units;
    private final Audit audit;
    private final Clock clock;

    @Inject
    ApiClients(ApiClientRepository clients, OrganisationUnitRepository units, Audit audit, Clock clock) {
        this.clients = clients;
        this.units = units;
        this.audit = audit;
        this.clock = clock;
    }

    /// A client with its secret, which is shown this once.
    public record WithSecret(ApiClient client, Secret secret) {}

    /// What a program may do: the rights of a role in its unit's subtree, of these only what the scopes name.
    public record Access(ApiClient client, Set<String> scopes) {}

    /// @param unitId absent exactly for a client with the operator's role
    @Transactional
    public WithSecret create(String name, @Nullable UUID unitId, Role role, Set<String> scopes, Caller by) {
        if (role == Role.EV_DRIVER || !by.mayGrant(Set.of(role))) {
            throw new ProblemException(Problem.ROLE_NOT_GRANTABLE);
        }
        if ((unitId == null) != (role == Role.PLATFORM_OPERATOR)) {
            throw ProblemException.invalid(List.of(new Violation("orgUnitId", "validation.unit-of-client")));
        }
        OrganisationUnit unit = unitId == null ? null : units.get(unitId, by.reach());
        if (unit != null) {
            unit.mustBeActive();
        }
        Secret secret = Secret.random();
        String clientId = "vlt-" + Secret.random().text().substring(0, 20);
        ApiClient client = new ApiClient(clientId, name, unit, role, scopes, secret, by.name(), clock.instant());
        clients.persistAndFlush(client);
        log("api-client-created", client);
        return new WithSecret(client, secret);
    }

    @Transactional
    public ApiClient change(UUID id, ExpectedVersion expected, String name, Set<String> scopes, Caller by) {
        ApiClient client = editable(id, by);
        expected.mustBe(client.version());
        client.mustNotBeRevoked();
        client.describe(name, scopes);
        clients.flush();
        log("api-client-changed", client);
        return client;
    }

    @Transactional
    public WithSecret rotateSecret(UUID id, Caller by) {
        ApiClient client = editable(id, by);
        Secret secret = Secret.random();
        client.rotate(secret, clock.instant());
        clients.flush();
        log("api-client-secret-rotated", client);
        return new WithSecret(client, secret);
    }

    /// At once and for ever.
    @Transactional
    public ApiClient revoke(UUID id, Caller by) {
        ApiClient client = editable(id, by);
        client.revoke(clock.instant());
        clients.flush();
        log("api-client-revoked", client);
        return client;
    }

    /// Signs a program in.
    ///
    /// @param wanted scopes to limit the session to; empty means all of the client's
    /// @throws ProblemException WRONG_CREDENTIALS; INVALID_PARAMETER for a scope the client does not have
    public Access signIn(String clientId, Secret secret, Set<String> wanted) {
        return QuarkusTransaction.requiringNew().call(() -> {
            ApiClient client = clients.findByClientId(clientId)
                    .filter(found -> found.accepts(secret, clock.instant()))
                    .filter(ApiClients::mayEnter)
                    .orElseThrow(() -> new ProblemException(Problem.WRONG_CREDENTIALS));
            if (!client.scopes().containsAll(wanted)) {
                throw new ProblemException(Problem.INVALID_PARAMETER, "scope");
            }
            clients.used(client, clock.instant());
            return new Access(client, wanted.isEmpty() ? client.scopes() : wanted);
        });
    }

    /// The program as the database knows it now; empty when its token was issued before something that ended it.
    public Optional<Access> access(UUID id, int tokenVersion, Set<String> granted) {
        return QuarkusTransaction.requiringNew()
                .call(() -> clients.findByIdOptional(id)
                        .filter(client -> client.tokenVersion() == tokenVersion && mayEnter(client))
                        .map(client -> {
                            Set<String> scopes = client.scopes();
                            scopes.retainAll(granted);
                            return new Access(client, scopes);
                        }));
    }

    /// The caller that a program is: managed like a person with the one role.
    public static Caller.SignedIn caller(ApiClient client) {
        OrganisationUnit unit = client.organisationUnit();
        Scope scope = unit == null ? Scope.EVERYTHING : Scope.below(List.of(unit.path()));
        return new Caller.SignedIn(client.id(), client.name(), Set.of(client.role()), scope);
    }

    private static boolean mayEnter(ApiClient client) {
        OrganisationUnit unit = client.organisationUnit();
        return client.revokedAt() == null && (unit == null || unit.status() == OrganisationUnit.Status.ACTIVE);
    }

    private ApiClient editable(UUID id, Caller by) {
        ApiClient client = clients.get(id, by.reach());
        if (!by.mayGrant(Set.of(client.role()))) {
            throw new ProblemException(Problem.ROLE_NOT_GRANTABLE);
        }
        return client;
    }

    private void log(String action, ApiClient client) {
        OrganisationUnit unit = client.organisationUnit();
        audit.record(
                action,
                "api-client",
                client.id(),
                unit == null ? null : unit.id(),
                Map.of("name", client.name(), "scopes", client.scopes()));
    }
}
