package dev.voltaire.api.invoice;

import dev.voltaire.invoice.BankAccount;
import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/// The QR code a banking app fills a SEPA credit transfer in from (EPC069-12 version 2).
record TransferCode(String payload) {
    private static final int PIXELS_PER_MODULE = 6;
    private static final int QUIET_MODULES = 4;
    private static final int INK = 0x000000;
    private static final int PAPER = 0xFFFFFF;
    private static final int LONGEST_NAME = 70;

    /// None for another currency than the euro: the scheme knows no other.
    static Optional<TransferCode> of(BankAccount account, Money amount, String invoiceNumber) {
        if (!amount.getCurrencyUnit().equals(CurrencyUnit.EUR) || !amount.isPositive()) {
            return Optional.empty();
        }
        String holder = account.holder();
        return Optional.of(new TransferCode(String.join(
                "\n",
                "BCD",
                "002",
                "1",
                "SCT",
                Objects.requireNonNullElse(account.bic(), ""),
                holder.substring(0, Math.min(holder.length(), LONGEST_NAME)),
                account.iban(),
                "EUR" + amount.getAmount().toPlainString(),
                "",
                "",
                invoiceNumber)));
    }

    String dataUri() {
        QrCode code = QrCode.encodeText(payload, QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * QUIET_MODULES) * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark =
                        code.getModule(x / PIXELS_PER_MODULE - QUIET_MODULES, y / PIXELS_PER_MODULE - QUIET_MODULES);
                image.setRGB(x, y, dark ? INK : PAPER);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
