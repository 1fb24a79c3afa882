package dev.voltaire.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Every way a request can fail, as one kind of answer.
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String PROBLEM_JSON = "application/problem+json";

    private final ValidatorFactory validation;

    @Inject
    ProblemMappers(ValidatorFactory validation) {
        this.validation = validation;
    }

    @ServerExceptionMapper
    Response problem(ProblemException exception, ContainerRequestContext request) {
        return answer(exception.problem(), exception.arguments(), exception.violations(), request);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException exception, ContainerRequestContext request) {
        Locale locale = Language.accepting(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))
                .locale();
        List<Violation> violations = exception.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), message(violation, locale)))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        return answer(Problem.VALIDATION_FAILED, List.of(), violations, request);
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException exception, ContainerRequestContext request) {
        String key = exception instanceof UnrecognizedPropertyException
                ? "validation.unknown-field"
                : "validation.wrong-type";
        String field = jsonPath(exception);
        List<Violation> violations = field.isEmpty() ? List.of() : List.of(new Violation(field, key));
        return answer(Problem.MALFORMED_REQUEST, List.of(), violations, request);
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException exception, ContainerRequestContext request) {
        return answer(Problem.MALFORMED_REQUEST, List.of(), List.of(), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(UnauthorizedException exception, ContainerRequestContext request) {
        return answer(Problem.UNAUTHENTICATED, List.of(), List.of(), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(AuthenticationFailedException exception, ContainerRequestContext request) {
        return answer(Problem.UNAUTHENTICATED, List.of(), List.of(), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException exception, ContainerRequestContext request) {
        return answer(Problem.ACCESS_DENIED, List.of(), List.of(), request);
    }

    @ServerExceptionMapper
    Response overtaken(OptimisticLockException exception, ContainerRequestContext request) {
        return answer(Problem.EDIT_CONFLICT, List.of(), List.of(), request);
    }

    /// Two requests at once wanted the same unique thing, and this one came second.
    @ServerExceptionMapper
    Response duplicate(
            org.hibernate.exception.ConstraintViolationException exception, ContainerRequestContext request) {
        if (exception.getKind() != org.hibernate.exception.ConstraintViolationException.ConstraintKind.UNIQUE) {
            return defect(exception, request);
        }
        String constraint = exception.getConstraintName();
        Problem problem = switch (constraint == null ? "" : constraint) {
            case "app_user_email" -> Problem.EMAIL_ALREADY_USED;
            case "token_uid_type_key" -> Problem.TOKEN_UID_ALREADY_USED;
            case "token_one_physical_per_profile" -> Problem.PHYSICAL_TOKEN_EXISTS;
            default -> Problem.EDIT_CONFLICT;
        };
        return answer(problem, List.of(), List.of(), request);
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException exception, ContainerRequestContext request) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        return status >= 500 && status != 503
                ? unexpected(exception, request)
                : answer(ProblemStatus.problemOf(status), List.of(), List.of(), request);
    }

    /// What only the commit found out arrives wrapped.
    @ServerExceptionMapper
    Response unexpected(Throwable exception, ContainerRequestContext request) {
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemException problem -> {
                    return problem(problem, request);
                }
                case OptimisticLockException overtaken -> {
                    return overtaken(overtaken, request);
                }
                case org.hibernate.exception.ConstraintViolationException duplicate -> {
                    return duplicate(duplicate, request);
                }
                case MismatchedInputException mismatched -> {
                    return mismatched(mismatched, request);
                }
                case Throwable other -> {}
            }
        }
        return DatabaseAway.isBehind(exception) ? away(exception, request) : defect(exception, request);
    }

    private static Response away(Throwable cause, ContainerRequestContext request) {
        LOG.warnf("The database cannot serve a request: %s", cause);
        return answer(Problem.UNAVAILABLE, List.of(), List.of(), request);
    }

    private static Response defect(Throwable exception, ContainerRequestContext request) {
        LOG.errorf(
                exception,
                "A request failed: %s %s",
                request.getMethod(),
                request.getUriInfo().getPath());
        return answer(Problem.INTERNAL, List.of(), List.of(), request);
    }

    private static Response answer(
            Problem problem, List<Object> arguments, List<Violation> violations, ContainerRequestContext request) {
        Language language = Language.accepting(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        ProblemBody body = ProblemBody.of(problem, arguments, violations, language);
        Response.ResponseBuilder response = Response.status(body.status())
                .type(PROBLEM_JSON)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .entity(body);
        if (problem.category() == Problem.Category.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }

    private String message(ConstraintViolation<?> violation, Locale locale) {
        return validation
                .getMessageInterpolator()
                .interpolate(
                        violation.getMessageTemplate(),
                        new Broken(violation.getConstraintDescriptor(), violation.getInvalidValue()),
                        locale);
    }

    /// What a message may mention of the constraint that was broken.
    private record Broken(
            ConstraintDescriptor<?> getConstraintDescriptor,
            @Nullable Object getValidatedValue) implements MessageInterpolator.Context {
        @Override
        public <T> T unwrap(Class<T> type) {
            throw new ValidationException("nothing to unwrap");
        }
    }

    /// The path without the method and its parameter, which the caller did not write: `create.request.user.email` is
    /// `user.email`. A query or header parameter is a path of its own name.
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
        List<Path.Node> inside = nodes.stream()
                .dropWhile(node -> node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER)
                .toList();
        return (inside.isEmpty() ? nodes.subList(nodes.size() - 1, nodes.size()) : inside)
                .stream().map(Path.Node::toString).collect(Collectors.joining("."));
    }

    private static String jsonPath(JsonMappingException exception) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : exception.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
