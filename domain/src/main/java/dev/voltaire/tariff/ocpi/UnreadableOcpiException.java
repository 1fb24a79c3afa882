package dev.voltaire.tariff.ocpi;

/// A tariff or CDR from a partner that has no meaning to price with: a required value is missing or impossible. Keep
/// the original, flag it, price nothing.
public final class UnreadableOcpiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    public UnreadableOcpiException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
    }

    UnreadableOcpiException(String path, RuntimeException cause) {
        super(path + ": " + cause.getMessage(), cause);
        this.path = path;
    }

    /// Where in the object, for example `elements[2].restrictions`.
    public String path() {
        return path;
    }
}
