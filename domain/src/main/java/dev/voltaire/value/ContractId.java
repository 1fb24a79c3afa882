package dev.voltaire.value;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An EMA-ID: country, provider, nine characters of instance and the check character of ISO 15118-1 Annex H. Kept
/// compact and in upper case (`NLVLTC1A2B3C4DX`), shown with dashes; compares so, whatever the separators and case
/// were.
public record ContractId(String compact) {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}[A-Z0-9]{13}");
    private static final Pattern SEPARATORS = Pattern.compile("[-*\\s]");
    private static final int WITHOUT_CHECK = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @throws IllegalArgumentException when the form or the check character is wrong
    public ContractId {
        compact = SEPARATORS.matcher(compact).replaceAll("").toUpperCase(Locale.ROOT);
        if (compact.length() == WITHOUT_CHECK) {
            compact = compact + checkCharacter(compact);
        }
        if (!FORM.matcher(compact).matches()) {
            throw new IllegalArgumentException("a contract id has two letters, three and nine alphanumerics");
        }
        if (checkCharacter(compact.substring(0, WITHOUT_CHECK)) != compact.charAt(WITHOUT_CHECK)) {
            throw new IllegalArgumentException("the check character of the contract id is wrong");
        }
    }

    /// Empty when the form or the check character is wrong. A missing check character is computed.
    public static Optional<ContractId> parse(String text) {
        try {
            return Optional.of(new ContractId(text));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    /// `C` and eight random letters: 26⁸ of them, so a collision is for the unique index to find.
    public static ContractId random(PartyId provider) {
        StringBuilder id = new StringBuilder(provider.countryCode())
                .append(provider.partyId())
                .append('C');
        for (int i = 0; i < 8; i++) {
            id.append((char) ('A' + RANDOM.nextInt(26)));
        }
        return new ContractId(id.toString());
    }

    /// `NL-VLT-C1A2B3C4D-X`
    public String dashed() {
        return String.join(
                "-",
                compact.substring(0, 2),
                compact.substring(2, 5),
                compact.substring(5, WITHOUT_CHECK),
                compact.substring(WITHOUT_CHECK));
    }

    @Override
    public String toString() {
        return dashed();
    }

    /// Each character is a pair over GF(2) and a pair over GF(3); both are weighted by the powers of a matrix and
    /// summed. The last step brings the sums back to the position of the check character: the matrix over GF(2) has
    /// order 3, so its fifteenth power changes nothing; over GF(3) it takes [[0,2],[2,1]].
    static char checkCharacter(String fourteen) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        int[] two = {0, 1, 1, 1};
        int[] three = {0, 1, 1, 2};
        for (int i = 0; i < fourteen.length(); i++) {
            int value = Character.digit(fourteen.charAt(i), 36);
            if (value < 0) {
                throw new IllegalArgumentException("a contract id consists of letters and digits");
            }
            int q0 = value / 18;
            int q1 = value / 9 % 2;
            int r0 = value % 9 / 3;
            int r1 = value % 3;
            a = (a + q0 * two[0] + q1 * two[2]) % 2;
            b = (b + q0 * two[1] + q1 * two[3]) % 2;
            c = (c + r0 * three[0] + r1 * three[2]) % 3;
            d = (d + r0 * three[1] + r1 * three[3]) % 3;
            two = times(two, new int[] {0, 1, 1, 1}, 2);
            three = times(three, new int[] {0, 1, 1, 2}, 3);
        }
        int check = 18 * a + 9 * b + 3 * (2 * d % 3) + (2 * c + d) % 3;
        return Character.toUpperCase(Character.forDigit(check, 36));
    }

    private static int[] times(int[] m, int[] n, int modulus) {
        return new int[] {
            (m[0] * n[0] + m[1] * n[2]) % modulus,
            (m[0] * n[1] + m[1] * n[3]) % modulus,
            (m[2] * n[0] + m[3] * n[2]) % modulus,
            (m[2] * n[1] + m[3] * n[3]) % modulus
        };
    }
}
