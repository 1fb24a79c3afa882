package dev.voltaire.api.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private String address = "198.51.100.7";
    private final SignInThrottle throttle = new SignInThrottle(request(), Clock.systemUTC(), 3, 2);

    @Test
    void whoFailsTooOftenFromOneAddressWaitsWhoeverTheyClaimToBe() {
        fail(3, "wrong-credentials");

        fail(1, "too-many-requests");
        assertThatThrownBy(() -> throttle.guard(() -> "signed in")).hasMessage("too-many-requests");
        address = "198.51.100.8";
        assertThat(throttle.guard(() -> "signed in")).isEqualTo("signed in");
    }

    @Test
    void successesAndOtherRefusalsDoNotCount() {
        for (int i = 0; i < 10; i++) {
            throttle.guard(() -> "signed in");
            assertThatThrownBy(() -> throttle.guard(() -> {
                        throw new ProblemException(Problem.VALIDATION_FAILED);
                    }))
                    .hasMessage("validation-failed");
        }
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountTogether() {
        address = "2001:db8:1:2::1";
        fail(2, "wrong-credentials");
        address = "2001:db8:1:2:3:4:5:6";
        fail(1, "wrong-credentials");

        fail(1, "too-many-requests");
        address = "2001:db8:1:3::1";
        fail(1, "wrong-credentials");
    }

    @Test
    void mailsAreCountedToo() {
        throttle.countMail();
        throttle.countMail();

        assertThatThrownBy(throttle::countMail).hasMessage("too-many-requests");
    }

    private void fail(int times, String problem) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> throttle.guard(() -> {
                        throw new ProblemException(Problem.WRONG_CREDENTIALS);
                    }))
                    .hasMessage(problem);
        }
    }

    private HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServerRequest.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("remoteAddress")) {
                        return SocketAddress.inetSocketAddress(40_000, address);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
