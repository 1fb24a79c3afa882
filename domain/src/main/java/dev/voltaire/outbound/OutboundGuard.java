package dev.voltaire.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Decides where the server may connect to on behalf of others (server-side request forgery). The name is resolved
/// once and the connection must go to the address that was checked here, never to a second look-up of the name.
///
/// Loopback, private, link-local, carrier-grade NAT, unique-local, multicast and reserved ranges, and with them the
/// metadata services of clouds, are refused unless `voltaire.outbound.allow` lists them. Plain HTTP is for allowed
/// ranges only.
@ApplicationScoped
public class OutboundGuard {
    private static final List<AddressRange> NEVER = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(AddressRange::parse)
            .toList();

    private final List<AddressRange> allowed;

    @Inject
    OutboundGuard(@ConfigProperty(name = "voltaire.outbound.allow") Optional<List<String>> allowed) {
        this(allowed.orElse(List.of()));
    }

    public OutboundGuard(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }

    /// A destination that passed: connect to `address`, say `host`.
    public record Destination(URI url, String host, InetAddress address, int port, boolean tls) {}

    /// Why a URL is not called.
    public static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    public Destination check(String url) throws Refused {
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            throw new Refused("only http and https URLs are called");
        }
        if (uri.getRawUserInfo() != null) {
            throw new Refused("the URL must not carry a user name or password");
        }
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new Refused("the URL names no host");
        }
        String bareHost = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        for (InetAddress address : resolve(bareHost)) {
            boolean listed = allowed.stream().anyMatch(range -> range.contains(address));
            boolean open = NEVER.stream().noneMatch(range -> range.contains(address));
            if (listed || (open && tls)) {
                int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
                return new Destination(uri, bareHost, address, port, tls);
            }
        }
        throw new Refused("the host is not in a range this server may call");
    }

    private static URI parse(String url) throws Refused {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException malformed) {
            throw new Refused("the URL is malformed");
        }
    }

    private static InetAddress[] resolve(String host) throws Refused {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new Refused("the host name cannot be resolved");
        }
    }
}
