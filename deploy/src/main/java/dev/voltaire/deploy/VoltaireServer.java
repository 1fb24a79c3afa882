package dev.voltaire.deploy;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public final class VoltaireServer {
    private VoltaireServer() {}

    public static void main(String[] arguments) {
        Quarkus.run(arguments);
    }
}
