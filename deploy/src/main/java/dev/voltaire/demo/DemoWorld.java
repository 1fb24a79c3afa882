package dev.voltaire.demo;

import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.charger.ChargerRepository;
import dev.voltaire.deploy.StartFailure;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.Profiles;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.ReadyAccounts;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.identity.VatVisibility;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.OrganisationUnits;
import dev.voltaire.organisation.Scope;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import dev.voltaire.token.TokenIssuing;
import dev.voltaire.value.ExpectedVersion;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/// One customer, its people, cards and home charger, and a seat for an operator that registers itself.
@ApplicationScoped
class DemoWorld {
    static final String OPERATOR = "operator@voltaire.example";
    static final String MANAGER = "manager@voltaire.example";
    static final String DRIVER = "driver@voltaire.example";
    static final String PASSWORD = "Voltaire-demo-1";
    static final TokenUid CARD = new TokenUid("04A1B2C3D4E5F6");
    static final TokenUid BLOCKED_CARD = new TokenUid("04B10C4ED00001");
    static final String HOME_CHARGER = "HOME-0001";
    static final String HOME_CHARGER_PASSWORD = "home-0001-secret!";
    static final String LOAD_PASSWORD = "load-test-secret";
    static final String REGISTRATION_TOKEN = "voltaire-demo-token-a";

    private final OrganisationUnits units;
    private final OrganisationUnitRepository unitRepository;
    private final ReadyAccounts accounts;
    private final UserRepository users;
    private final Profiles profiles;
    private final TokenIssuing issuing;
    private final TokenBlocking blocking;
    private final ChargerOnboarding chargers;
    private final ChargerRepository chargerRepository;
    private final PartnerConnecting partners;
    private final DemoMoney money;

    @Inject
    DemoWorld(
            OrganisationUnits units,
            OrganisationUnitRepository unitRepository,
            ReadyAccounts accounts,
            UserRepository users,
            Profiles profiles,
            TokenIssuing issuing,
            TokenBlocking blocking,
            ChargerOnboarding chargers,
            ChargerRepository chargerRepository,
            PartnerConnecting partners,
            DemoMoney money) {
        this.units = units;
        this.unitRepository = unitRepository;
        this.accounts = accounts;
        this.users = users;
        this.profiles = profiles;
        this.issuing = issuing;
        this.blocking = blocking;
        this.chargers = chargers;
        this.chargerRepository = chargerRepository;
        this.partners = partners;
        this.money = money;
    }

    /// Does nothing when it is there already; refuses a database that holds somebody else's customers.
    @Transactional
    public void load() {
        if (users.findByEmail(OPERATOR).isPresent()) {
            return;
        }
        if (unitRepository.count() > 0) {
            throw new StartFailure("VOLTAIRE_DEMO is set, but the database already holds customers who are not the"
                    + " demo's: unset it, or use an empty database.");
        }
        var fleet = customer();
        accounts.create(person(OPERATOR, "Olga", "Operator"), Set.of(Role.PLATFORM_OPERATOR), List.of(), PASSWORD);
        accounts.create(person(MANAGER, "Max", "Manager"), Set.of(Role.ORG_UNIT_ADMIN), List.of(fleet), PASSWORD);
        var driver =
                accounts.create(person(DRIVER, "Dora", "Driver"), Set.of(Role.EV_DRIVER), List.of(fleet), PASSWORD);
        var profile = profiles.create(driver, fleet.id(), Profile.Particulars.named("Dora Driver"), Caller.SYSTEM);
        issuing.issueVirtual(profile, Caller.SYSTEM);
        giveCard(CARD, profile);
        var home = chargers.register(new ChargerOnboarding.NewCharger(
                HOME_CHARGER,
                fleet.id(),
                Set.of(profile.id()),
                "Dora's driveway",
                "Northlight",
                "Wall 11",
                HOME_CHARGER_PASSWORD));
        money.load(profile, home.charger().id());
        blockedDriver(fleet);
        partners.invite("Your own test operator", PartnerKind.CPO, new Credential(REGISTRATION_TOKEN));
    }

    /// `LOAD-00001` to the given number, those that are missing.
    @Transactional
    public void registerLoadChargers(int wanted) {
        var fleet = unitRepository.findAll().firstResult();
        if (fleet == null) {
            throw new IllegalStateException("the demo world is not loaded");
        }
        for (int number = 1; number <= wanted; number++) {
            var identity = "LOAD-%05d".formatted(number);
            if (chargerRepository.ofIdentity(identity).isEmpty()) {
                chargers.register(new ChargerOnboarding.NewCharger(
                        identity, fleet.id(), Set.of(), "Load test " + number, null, null, LOAD_PASSWORD));
            }
        }
    }

    private OrganisationUnit customer() {
        var defaults = new OrganisationUnit.Defaults("NL", Currency.getInstance("EUR"), Language.EN, true, true);
        var fleet = units.create(null, "Windrose Logistics", "W-1001", defaults, Scope.EVERYTHING);
        var address = new Address("Windrose Logistics", "Compass Lane", "12", null, null, "3011 AB", "Rotterdam", "NL");
        units.bill(
                fleet.id(),
                new ExpectedVersion(fleet.version()),
                BillingAccount.payingByTransfer("Windrose Logistics B.V.", address),
                Scope.EVERYTHING);
        units.create(fleet.id(), "Harbour depot", null, defaults, Scope.EVERYTHING);
        return fleet;
    }

    private void blockedDriver(OrganisationUnit fleet) {
        var user = accounts.create(
                person("lost-card@voltaire.example", "Lars", "Lost"), Set.of(Role.EV_DRIVER), List.of(fleet), PASSWORD);
        var profile = profiles.create(user, fleet.id(), Profile.Particulars.named("Lars Lost"), Caller.SYSTEM);
        var card = giveCard(BLOCKED_CARD, profile);
        blocking.block(
                card.id(),
                TokenBlock.Reason.LOST_OR_STOLEN,
                TokenBlock.Initiator.OPERATOR,
                "Lost at the harbour",
                Caller.SYSTEM);
    }

    private Token giveCard(TokenUid uid, Profile profile) {
        var card = issuing.stock(uid, null, null, Caller.SYSTEM);
        return issuing.assign(card.id(), profile.id(), Caller.SYSTEM);
    }

    private static User.Particulars person(String email, String firstName, String lastName) {
        return new User.Particulars(email, firstName, lastName, null, VatVisibility.INHERIT, true, true);
    }
}
