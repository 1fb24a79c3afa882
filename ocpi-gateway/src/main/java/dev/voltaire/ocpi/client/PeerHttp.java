package dev.voltaire.ocpi.client;

import dev.voltaire.outbound.OutboundGuard;
import dev.voltaire.outbound.OutboundGuard.Destination;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// HTTP to a partner's server. Each hop passes the [OutboundGuard] and connects to the address checked there. Redirects
/// are followed for 307 and 308 only, with method, body and Authorization, and only on the same host: a credential
/// never travels to another one. Sizes and times are capped. Blocking; call it on a virtual thread.
@ApplicationScoped
public class PeerHttp {
    private static final int LARGEST_RESPONSE = 64 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final int EVENT_LOOPS = 4;

    private final HttpClient client;
    private final OutboundGuard guard;
    private final List<Context> loops;
    private final AtomicInteger next = new AtomicInteger();

    @Inject
    public PeerHttp(Vertx vertx, OutboundGuard guard) {
        this.guard = guard;
        this.loops = IntStream.range(0, EVENT_LOOPS)
                .mapToObj(loop -> eventLoop(vertx))
                .toList();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setDecompressionSupported(true)
                        .setKeepAliveTimeout(30)
                        .setMaxHeaderSize(32 * 1024),
                new PoolOptions().setHttp1MaxSize(64));
    }

    /// @param headers by lower-case name; of repeated ones the values joined with a comma
    public record Response(int status, Map<String, String> headers, byte[] body) {
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /// No response was had: refused by the guard, unreachable, too slow, too large.
    public static class Unreachable extends Exception {
        Unreachable(String reason) {
            super(reason);
        }

        Unreachable(String reason, Throwable cause) {
            super(reason, cause);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    public Response exchange(
            String method, String url, Map<String, String> headers, byte @Nullable [] body, Duration timeout)
            throws Unreachable {
        String target = url;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Destination destination = check(target);
            Response response = send(method, destination, headers, body, timeout);
            if (response.status() != 307 && response.status() != 308) {
                return response;
            }
            target = follow(destination, response);
        }
        throw new Unreachable("redirected too often");
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /// Requests run from beginning to end on an event loop of ours. Started from the context of an incoming request
    /// they would hop between threads, and a short answer could be over before anybody listens.
    private static Context eventLoop(Vertx vertx) {
        CompletableFuture<Context> context = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> context.complete(vertx.getOrCreateContext()));
        return context.join();
    }

    private Destination check(String url) throws Unreachable {
        try {
            return guard.check(url);
        } catch (OutboundGuard.Refused refused) {
            throw new Unreachable(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static String follow(Destination from, Response response) throws Unreachable {
        String location = response.header("location");
        if (location == null) {
            throw new Unreachable("redirected without a Location");
        }
        URI to;
        try {
            to = from.url().resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new Unreachable("redirected to a malformed Location", malformed);
        }
        boolean downgraded = from.tls() && !"https".equalsIgnoreCase(to.getScheme());
        if (!from.url().getHost().equalsIgnoreCase(to.getHost()) || downgraded) {
            throw new Unreachable("redirected to another host");
        }
        return to.toString();
    }

    private Response send(
            String method,
            Destination destination,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration timeout)
            throws Unreachable {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost(destination.host())
                .setPort(destination.port())
                .setSsl(destination.tls())
                .setURI(pathAndQuery(destination.url()))
                .setServer(SocketAddress.inetSocketAddress(
                        destination.port(), destination.address().getHostAddress()))
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
        headers.forEach(options::putHeader);
        try {
            return await(options, body, timeout);
        } catch (ClosedUnused closed) {
            // a kept-alive connection that the partner closed just then; safe for what can be repeated
            if (method.equals("POST")) {
                throw closed;
            }
            return await(options, body, timeout);
        }
    }

    /// The connection ended without a response.
    private static final class ClosedUnused extends Unreachable {
        ClosedUnused(Throwable cause) {
            super("the connection was closed without an answer", cause);
        }
    }

    private Response await(RequestOptions options, byte @Nullable [] body, Duration timeout) throws Unreachable {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        loops.get(Math.floorMod(next.getAndIncrement(), loops.size()))
                .runOnContext(run -> client.request(options)
                        .compose(request -> sendBody(request, body))
                        .compose(PeerHttp::read)
                        .onSuccess(answer::complete)
                        .onFailure(answer::completeExceptionally));
        try {
            return answer.get(timeout.toMillis() + CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new Unreachable("no complete answer within " + timeout.toSeconds() + " s", slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof HttpClosedException) {
                throw new ClosedUnused(cause);
            }
            throw new Unreachable(describe(cause), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", interrupted);
        }
    }

    private static Future<HttpClientResponse> sendBody(HttpClientRequest request, byte @Nullable [] body) {
        return body == null ? request.send() : request.send(Buffer.buffer(body));
    }

    private static Future<Response> read(HttpClientResponse response) {
        Promise<Response> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(done::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > LARGEST_RESPONSE) {
                done.tryFail("the answer is larger than this server accepts");
                response.request().reset();
                return;
            }
            body.appendBuffer(chunk);
        });
        response.endHandler(end -> {
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers()
                    .forEach(header -> headers.merge(
                            header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b));
            done.tryComplete(new Response(response.statusCode(), headers, body.getBytes()));
        });
        return done.future();
    }

    private static String pathAndQuery(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
