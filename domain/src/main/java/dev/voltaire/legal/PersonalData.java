package dev.voltaire.legal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/// What is kept about a person, for the person (GDPR Art. 15 and 20), and forgetting it (Art. 17). The one place that
/// reads across capabilities: a table that says something about people belongs in here.
@ApplicationScoped
public class PersonalData {
    private final EntityManager database;

    @Inject
    PersonalData(EntityManager database) {
        this.database = database;
    }

    /// Everything in one JSON object.
    @Transactional
    public String export(UUID userId) {
        return (String) database.createNativeQuery("""
                        select jsonb_build_object(
                            'account', (select jsonb_build_object('email', u.email, 'firstName', u.first_name,
                                'lastName', u.last_name, 'phone', u.phone, 'locale', u.locale, 'roles', u.roles,
                                'createdAt', u.created_at, 'lastLoginAt', u.last_login_at)
                                from app_user u where u.id = :user),
                            'profiles', (select coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'email', p.email,
                                'billingEmail', p.billing_email, 'externalId', p.external_id, 'costCentre',
                                p.cost_centre, 'street', p.address_street, 'houseNumber', p.address_house_number,
                                'postalCode', p.address_postal_code, 'city', p.address_city, 'country',
                                p.address_country, 'status', p.status, 'createdAt', p.created_at)
                                order by p.created_at), '[]') from profile p where p.user_id = :user),
                            'tokens', (select coalesce(jsonb_agg(jsonb_build_object('visualNumber', t.visual_number,
                                'contractId', t.contract_id, 'uid', t.uid, 'kind', t.kind, 'status', t.status,
                                'createdAt', t.created_at) order by t.created_at), '[]')
                                from token t join profile p on p.id = t.profile_id where p.user_id = :user),
                            'sessions', (select coalesce(jsonb_agg(jsonb_build_object('startedAt', s.started_at,
                                'endedAt', s.ended_at, 'kwh', s.kwh, 'status', s.status)
                                order by s.started_at), '[]')
                                from session s join profile p on p.id = s.profile_id where p.user_id = :user),
                            'consents', (select coalesce(jsonb_agg(jsonb_build_object('type', d.type, 'version',
                                d.version, 'language', lower(d.language), 'acceptedAt', c.accepted_at)
                                order by c.accepted_at), '[]')
                                from consent c join legal_document d on d.id = c.document_id where c.user_id = :user),
                            'supportTickets', (select coalesce(jsonb_agg(jsonb_build_object('number', k.number,
                                'subject', k.subject, 'openedAt', k.opened_at, 'messages', (
                                    select jsonb_agg(jsonb_build_object('text', m.text, 'at', m.at) order by m.at)
                                    from ticket_message m where m.ticket_id = k.id and not m.internal))
                                order by k.opened_at), '[]') from support_ticket k where k.opened_by = :user)
                        )::text
                        """, String.class)
                .setParameter("user", userId)
                .getSingleResult();
    }

    /// What is left of a deleted user in the rows that stay for sessions and invoices.
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID userId) {
        database.createNativeQuery("""
                        update profile set name = 'erased', email = cast('erased-' || id || '@invalid' as citext),
                            billing_email = null, external_id = null, cost_centre = null, address_company_name = null,
                            address_street = null, address_house_number = null, address_house_number_suffix = null,
                            address_addition = null, address_postal_code = null, address_city = null,
                            delivery_company_name = null, delivery_street = null, delivery_house_number = null,
                            delivery_house_number_suffix = null, delivery_addition = null,
                            delivery_postal_code = null, delivery_city = null
                        where user_id = :user
                        """).setParameter("user", userId).executeUpdate();
        database.createNativeQuery("""
                        update token_request_line set driver_name = 'erased', company_name = null, street = null,
                            house_number = null, house_number_suffix = null, addition = null, postal_code = null,
                            city = null
                        where profile_id in (select id from profile where user_id = :user)
                        """).setParameter("user", userId).executeUpdate();
        database.createNativeQuery("delete from list_preference where user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }
}
