package dev.voltaire.api.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Drops invoices into a folder that another system empties. A file appears there complete or not at all.
@ApplicationScoped
class FileChannel implements EInvoiceChannel {
    private final Optional<Path> folder;

    @Inject
    FileChannel(@ConfigProperty(name = "voltaire.e-invoice.folder") Optional<Path> folder) {
        this.folder = folder;
    }

    @Override
    public void deliver(String name, byte[] content) {
        Path target = folder.orElseThrow(() -> new IllegalStateException("voltaire.e-invoice.folder is not set"));
        try {
            Files.createDirectories(target);
            Path part = Files.createTempFile(target, ".", ".part");
            Files.write(part, content);
            Files.move(part, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
