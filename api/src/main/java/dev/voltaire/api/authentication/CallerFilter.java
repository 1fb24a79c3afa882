package dev.voltaire.api.authentication;

import dev.voltaire.audit.Actor;
import dev.voltaire.audit.CurrentActor;
import dev.voltaire.identity.CurrentCaller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Tells the use cases who asks, and keeps a program to its scopes. A credential that nobody asked for and that proves
/// nothing makes no caller. Runs after the security checks of the resource, so an identity that is not resolved by now
/// was not wanted.
class CallerFilter {
    private static final String BALANCE = "dev.voltaire.balance";

    private final CurrentIdentityAssociation identities;
    private final CurrentCaller currentCaller;
    private final CurrentActor currentActor;
    private final ProgramBudget budget;

    @Inject
    CallerFilter(
            CurrentIdentityAssociation identities,
            CurrentCaller currentCaller,
            CurrentActor currentActor,
            ProgramBudget budget) {
        this.identities = identities;
        this.currentCaller = currentCaller;
        this.currentActor = currentActor;
        this.budget = budget;
    }

    @ServerRequestFilter
    void recognise(ResourceInfo resource, ContainerRequestContext request) {
        SecurityIdentity identity = identities
                .getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .recoverWithNull()
                .subscribeAsCompletionStage()
                .getNow(null);
        if (identity != null && identity.getPrincipal() instanceof CallerPrincipal principal) {
            if (!principal.caller().mayEnter()) {
                throw new ProblemException(Problem.NO_ORGANISATION_UNIT);
            }
            Set<String> scopes = principal.scopes();
            if (scopes != null) {
                spend(principal.caller().userId(), request);
            }
            if (scopes != null && !ApiScopes.permit(scopes, declared(resource), request.getMethod())) {
                throw new ProblemException(Problem.INSUFFICIENT_SCOPE);
            }
            currentCaller.is(principal.caller());
            currentActor.is(new Actor(
                    scopes == null ? Actor.Kind.USER : Actor.Kind.API_CLIENT,
                    principal.caller().userId().toString(),
                    principal.caller().label()));
        }
    }

    private void spend(UUID program, ContainerRequestContext request) {
        ProgramBudget.Balance balance = budget.spend(program);
        request.setProperty(BALANCE, balance);
        if (balance.isOverdrawn()) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS);
        }
    }

    /// Programs are told what they have left, whatever the answer is.
    @ServerResponseFilter
    void tellBalance(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(BALANCE) instanceof ProgramBudget.Balance balance) {
            response.getHeaders().putSingle("RateLimit-Limit", balance.limit());
            response.getHeaders().putSingle("RateLimit-Remaining", Math.max(0, balance.remaining()));
            response.getHeaders().putSingle("RateLimit-Reset", balance.resetSeconds());
            if (balance.isOverdrawn()) {
                response.getHeaders().putSingle("Retry-After", balance.resetSeconds());
            }
        }
    }

    private static String declared(ResourceInfo resource) {
        return Stream.of(
                        resource.getResourceClass().getAnnotation(Path.class),
                        resource.getResourceMethod().getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(Path::value)
                .collect(Collectors.joining("/"))
                .replace("//", "/");
    }
}
