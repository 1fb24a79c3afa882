package dev.voltaire.deploy.database;

import dev.voltaire.deploy.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The directory whose contents survive restarts (`VOLTAIRE_DATA`): the database, its password, its log.
///
/// Held by one server at a time: the lock ends with the process, however that ends.
public final class DataDirectory {
    private static final long LEAST_FREE_BYTES = 200L * 1024 * 1024;

    private final Path path;
    private @Nullable FileLock lock;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /// The configured directory, or `.voltaire` in the home directory. A directory for temporary files is refused,
    /// because the system empties it, unless `VOLTAIRE_DATA_EXPENDABLE` says that nobody would mind.
    public static DataDirectory fromEnvironment() {
        @Nullable String configured = System.getenv("VOLTAIRE_DATA");
        var path = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".voltaire")
                : Path.of(configured);
        var absolute = path.toAbsolutePath().normalize();
        var expendable = Boolean.parseBoolean(System.getenv("VOLTAIRE_DATA_EXPENDABLE"));
        if (!expendable && (absolute.startsWith("/tmp") || absolute.startsWith("/var/tmp"))) {
            throw new StartFailure("VOLTAIRE_DATA is " + absolute
                    + ": data that must survive does not belong in a directory for temporary files, choose another.");
        }
        return new DataDirectory(absolute);
    }

    /// A directory that need not survive, for tests.
    public static DataDirectory at(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
    }

    void claim() throws IOException {
        createPrivate();
        var lockFile = path.resolve("voltaire.lock");
        var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new StartFailure("Another Voltaire already runs on " + path
                    + ": stop it, or set VOLTAIRE_DATA to another directory.");
        }
        if (Files.getFileStore(path).getUsableSpace() < LEAST_FREE_BYTES) {
            throw new StartFailure("The disk of " + path + " is full: free at least 200 MB, or set VOLTAIRE_DATA to a"
                    + " directory on another disk.");
        }
    }

    void release() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
        }
    }

    private void createPrivate() throws IOException {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new StartFailure("The data directory " + path + " cannot be created (" + e.getMessage() + ").", e);
        }
        if (!Files.isWritable(path)) {
            throw new StartFailure("The data directory " + path + " is not writable.");
        }
    }

    /// The database password, made at the first start and readable by this user only.
    String password() throws IOException {
        var file = passwordFile();
        if (!Files.exists(file)) {
            if (Files.exists(cluster())) {
                throw new StartFailure("The database in " + cluster() + " has lost its password file " + file
                        + ": put it back from a backup.");
            }
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return Files.readString(file).strip();
    }

    /// What seals secrets in the database, made at the first start and readable by this user only: 32 bytes in Base64.
    public String secretKey() {
        var file = path.resolve("secret-key");
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartFailure("The key of sealed secrets in " + file + " cannot be read: " + e, e);
        }
    }

    Path passwordFile() {
        return path.resolve("database-password");
    }

    Path cluster() {
        return path.resolve("database");
    }

    Path log() {
        return path.resolve("database.log");
    }

    public Path path() {
        return path;
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var tree = Files.walk(directory)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
