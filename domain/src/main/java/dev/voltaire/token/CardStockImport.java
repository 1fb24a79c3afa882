package dev.voltaire.token;

import dev.voltaire.identity.Caller;
import dev.voltaire.value.CardUid;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a delivery of cards into stock: all of it or, when a row is wrong, nothing.
@ApplicationScoped
public class CardStockImport {
    private final TokenRepository tokens;
    private final TokenIssuing issuing;

    @Inject
    CardStockImport(TokenRepository tokens, TokenIssuing issuing) {
        this.tokens = tokens;
        this.issuing = issuing;
    }

    /// A row of the delivery note; `line` is its line in the file.
    public record Card(
            long line,
            String uid,
            @Nullable String contractId,
            @Nullable String visualNumber) {}

    /// Why a row cannot be imported; `message` is a key of the message bundle.
    public record RowError(long line, String field, String message) {}

    /// @return the errors; without any, and unless it is a dry run, the cards are in stock
    @Transactional
    public List<RowError> take(List<Card> cards, boolean dryRun, Caller by) {
        List<RowError> errors = new ArrayList<>();
        Set<String> uids = new HashSet<>();
        Set<String> contracts = new HashSet<>();
        for (Card card : cards) {
            checkUid(card, uids, errors);
            checkContract(card, contracts, errors);
        }
        if (errors.isEmpty() && !dryRun) {
            cards.forEach(card -> issuing.stock(new TokenUid(card.uid()), contractOf(card), card.visualNumber(), by));
        }
        return errors;
    }

    private void checkUid(Card card, Set<String> seen, List<RowError> errors) {
        if (!CardUid.isRegistrable(card.uid())) {
            errors.add(new RowError(card.line(), "uid", "validation.uid"));
        } else if (!seen.add(TokenUid.canonicalise(card.uid()))) {
            errors.add(new RowError(card.line(), "uid", "validation.duplicate-row"));
        } else if (tokens.findByUid(new TokenUid(card.uid()), TokenType.RFID).isPresent()) {
            errors.add(new RowError(card.line(), "uid", "problem.token-uid-already-used.title"));
        }
    }

    private void checkContract(Card card, Set<String> seen, List<RowError> errors) {
        if (card.contractId() == null) {
            return;
        }
        ContractId contract = contractOf(card);
        if (contract == null) {
            errors.add(new RowError(card.line(), "contractId", "validation.contract-id"));
        } else if (!seen.add(contract.compact())) {
            errors.add(new RowError(card.line(), "contractId", "validation.duplicate-row"));
        } else if (tokens.findByContractId(contract).isPresent()) {
            errors.add(new RowError(card.line(), "contractId", "problem.already-exists.title"));
        }
    }

    private static @Nullable ContractId contractOf(Card card) {
        return card.contractId() == null
                ? null
                : ContractId.parse(card.contractId()).orElse(null);
    }
}
