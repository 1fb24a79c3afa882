package dev.voltaire.ocpi.http;

import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import dev.voltaire.ocpi.http.OcpiDoor.Inbound;
import dev.voltaire.ocpi.http.OcpiDoor.Outbound;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Everything below `/ocpi`, taken straight from the HTTP server: partners push thousands of messages a second, and
/// every answer, errors included, is an envelope. Our own users' sign-in has no part in it: the door knows partners by
/// their credentials tokens. Each message is handled on a virtual thread of its own.
@ApplicationScoped
class OcpiRoute {
    private static final Logger LOG = Logger.getLogger(OcpiRoute.class);

    /// Before the HTTP server's own limits and checks, behind the filter of roles.
    private static final int ORDER = -1_000;

    /// What is larger than we accept is read to its end and thrown away, so that the sender reads the answer; beyond
    /// this the connection is cut.
    private static final long LARGEST_READ = 64L * 1024 * 1024;

    private static final int WORTH_COMPRESSING = 2_048;

    private final OcpiDoor door;
    private final Roles roles;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ocpi-", 0).factory());

    @Inject
    OcpiRoute(OcpiDoor door, Roles roles) {
        this.door = door;
        this.roles = roles;
    }

    void open(@Observes Router router) {
        if (roles.has(Role.OCPI)) {
            router.route("/ocpi/*").order(ORDER).handler(this::receive);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    private void receive(RoutingContext context) {
        Method method = method(context.request());
        if (method == null) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        Body body = new Body(request);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.handler(body::add);
        request.endHandler(end -> threads.execute(() -> answer(request, method, body)));
        request.resume();
    }

    private static @Nullable Method method(HttpServerRequest request) {
        return switch (request.method().name()) {
            case "GET" -> Method.GET;
            case "POST" -> Method.POST;
            case "PUT" -> Method.PUT;
            case "PATCH" -> Method.PATCH;
            case "DELETE" -> Method.DELETE;
            default -> null;
        };
    }

    /// Collects what is sent, as far as it is accepted. Used by one event loop, then handed to one thread.
    private static final class Body {
        private final HttpServerRequest request;
        private final Buffer accepted = Buffer.buffer();
        private long size;

        Body(HttpServerRequest request) {
            this.request = request;
        }

        void add(Buffer chunk) {
            size += chunk.length();
            if (size <= OcpiDoor.LARGEST_BODY) {
                accepted.appendBuffer(chunk);
            } else if (size > LARGEST_READ) {
                request.connection().close();
            }
        }

        boolean isTooLarge() {
            return size > OcpiDoor.LARGEST_BODY;
        }
    }

    private void answer(HttpServerRequest request, Method method, Body body) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            Outbound outbound = door.handle(new Inbound(
                    method,
                    Addresses.segments(String.valueOf(request.path())),
                    Addresses.query(request.query()),
                    name -> Optional.ofNullable(request.getHeader(name)),
                    body.accepted.getBytes(),
                    body.isTooLarge(),
                    request.scheme() + "://" + request.authority(),
                    request.uri()));
            HttpServerResponse response = request.response().setStatusCode(outbound.status());
            outbound.headers().forEach(response::putHeader);
            if (outbound.body().length > WORTH_COMPRESSING) {
                response.headers().remove("Content-Encoding");
            }
            response.end(Buffer.buffer(outbound.body()));
        } catch (RuntimeException unanswerable) {
            LOG.error("OCPI request could not be answered", unanswerable);
            if (!request.response().ended()) {
                request.response().setStatusCode(500).end();
            }
        } finally {
            context.terminate();
        }
    }
}
