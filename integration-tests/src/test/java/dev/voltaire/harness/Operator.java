package dev.voltaire.harness;

import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The one operator that registers itself with the shared server, with the demo's token A, which works once.
public final class Operator {
    private static @Nullable FakeCpo registered;

    private Operator() {}

    public static synchronized FakeCpo registered() {
        if (registered == null) {
            registered = register();
        }
        return registered;
    }

    public static boolean holdsValid(FakeCpo cpo, String uid) {
        return cpo.receivedToken(uid)
                .map(token -> token.path("valid").asBoolean())
                .orElse(false);
    }

    private static FakeCpo register() {
        try {
            var cpo = FakeCpo.start(CpoParty.LAMPLIGHT);
            var reply = cpo.register(Voltaire.shared().http().resolve("/ocpi/versions"), Demo.REGISTRATION_TOKEN);
            if (!reply.succeeded()) {
                throw new AssertionError("the operator could not register: " + reply);
            }
            return cpo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
