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
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Tells the use cases who asks, and keeps a program to its scopes. A credential that nobody asked for and that proves
/// nothing makes no caller. Runs after the security checks of the resource, so an identity that is not resolved by now
/// was not wanted.
class CallerFilter {
    private final CurrentIdentityAssociation identities;
    private final CurrentCaller currentCaller;
    private final CurrentActor currentActor;

    @Inject
    CallerFilter(CurrentIdentityAssociation identities, CurrentCaller currentCaller, CurrentActor currentActor) {
        this.identities = identities;
        this.currentCaller = currentCaller;
        this.currentActor = currentActor;
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

    private static @Nullable Path declared(ResourceInfo resource) {
        return resource.getResourceClass().getAnnotation(Path.class);
    }
}
