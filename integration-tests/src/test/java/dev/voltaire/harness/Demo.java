package dev.voltaire.harness;

/// The fixed identities of the demo world, as ARCHITECTURE.md and README.md promise them.
public final class Demo {
    public static final String OPERATOR = "operator@voltaire.example";
    public static final String MANAGER = "manager@voltaire.example";
    public static final String DRIVER = "driver@voltaire.example";
    public static final String PASSWORD = "Voltaire-demo-1";
    public static final String CARD = "04A1B2C3D4E5F6";
    public static final String BLOCKED_CARD = "04B10C4ED00001";
    public static final String HOME_CHARGER = "HOME-0001";
    public static final String HOME_CHARGER_PASSWORD = "home-0001-secret!";
    public static final String LOAD_PASSWORD = "load-test-secret";
    public static final String REGISTRATION_TOKEN = "voltaire-demo-token-a";

    private Demo() {}
}
