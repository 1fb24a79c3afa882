package dev.voltaire.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// A CIDR block, `127.0.0.0/8` or `fd00::/8`; a bare address is a block of one.
record AddressRange(byte[] network, int prefix) {

    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("not an address range: " + text);
        }
        try {
            byte[] network = InetAddress.getByName(address).getAddress();
            int prefix = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > network.length * 8) {
                throw new IllegalArgumentException("not an address range: " + text);
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException("not an address range: " + text, malformed);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
