"""Who may see what: an endpoint that is not in the table is nobody's."""

from typing import Final

from flask import Flask, request, url_for
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from matcher.vocabulary import Role
from web.errors import wants_problem

PUBLIC: Final = "public"
EVERYBODY = frozenset(Role)
STAFF = frozenset({Role.CONSULTANT, Role.COORDINATOR, Role.ADMIN})
CONSULTANTS = frozenset({Role.CONSULTANT, Role.ADMIN})
CASE_PARTIES = frozenset({Role.CONSULTANT, Role.ADMIN, Role.COMPANY})
ADMINS = frozenset({Role.ADMIN})
COORDINATORS = frozenset({Role.COORDINATOR, Role.ADMIN})
COMPANIES = frozenset({Role.COMPANY})
NOBODY: frozenset[Role] = frozenset()

ACCESS: dict[str, frozenset[Role] | str] = {
    "static": PUBLIC,
    "starting.show_start": PUBLIC,
    "signing_in.show_sign_in": PUBLIC,
    "signing_in.sign_in_account": PUBLIC,
    "signing_in.sign_out": EVERYBODY,
    "accounts.show_link": PUBLIC,
    "accounts.choose_password": PUBLIC,
    "company.show_start": COMPANIES,
    "company.read_opening_text": COMPANIES,
    "company.write_opening": COMPANIES,
    "company.show_opening": COMPANIES,
    "company.edit_opening": COMPANIES,
    "company.close": COMPANIES,
    "company.show_candidate": COMPANIES,
    "company.ask_for_name": COMPANIES,
    "company.answer": COMPANIES,
    "company.list_colleagues": COMPANIES,
    "company.invite_colleague": COMPANIES,
    "company.remove_colleague": COMPANIES,
    "company.take_invitation_back": COMPANIES,
    "company.show_contact": COMPANIES,
    "company.write_to_municipality": COMPANIES,
    "statements.show_accessibility": PUBLIC,
    "admin.show_health": ADMINS,
    "admin.list_users": ADMINS,
    "admin.invite_user": ADMINS,
    "admin.take_invitation_back": ADMINS,
    "admin.change_user": ADMINS,
    "admin.send_new_password": ADMINS,
    "admin.sign_out_user": ADMINS,
    "admin.list_schedules": ADMINS,
    "admin.run_now": ADMINS,
    "admin.search_log": ADMINS,
    "admin.export_log": ADMINS,
    "admin.show_privacy": ADMINS,
    "sharing.share": CONSULTANTS,
    "sharing.release": CONSULTANTS,
    "sharing.take_sharing_back": CONSULTANTS,
    "sharing.choose_contact": CONSULTANTS,
    "consultant.list_openings": CONSULTANTS,
    "consultant.show_opening": CONSULTANTS,
    "consultant.list_candidates": CONSULTANTS,
    "consultant.show_candidate": CONSULTANTS,
    "consultant.judge_stated_pair": CONSULTANTS,
    "consultant.show_pair": CONSULTANTS,
    "consultant.record_pair_outcome": CONSULTANTS,
    "consultant.show_shortlist": CONSULTANTS,
    "consultant.list_concepts": STAFF,
    "consultant.show_schemes": CONSULTANTS,
    "searching.search_everything": STAFF,
    "searching.show_organisation": STAFF,
    "searching.show_course": STAFF,
    "acting.act_on_checked": CONSULTANTS,
    "acting.record_now": CONSULTANTS,
    "acting.undo": CONSULTANTS,
    "acting.compare": CONSULTANTS,
    "saving.list_saved": CONSULTANTS,
    "saving.save": CONSULTANTS,
    "saving.end": CONSULTANTS,
    "caseload.show_day": CONSULTANTS,
    "caseload.show_tasks": CONSULTANTS,
    "caseload.assign": CONSULTANTS,
    "caseload.confirm": CONSULTANTS,
    "caseload.take_consent": CONSULTANTS,
    "upskilling.show_paths": CONSULTANTS,
    "upskilling.compare_paths": CONSULTANTS,
    "upskilling.print_path": CONSULTANTS,
    "upskilling.save_path": CONSULTANTS,
    "upskilling.show_plan": CONSULTANTS,
    "upskilling.record_step": CONSULTANTS,
    "upskilling.print_plan": CONSULTANTS,
    "upskilling.propose_for_employee": CONSULTANTS,
    "upskilling.add_to_case": CONSULTANTS,
    "upskilling.show_shortages": STAFF,
    "upskilling.show_shortage": STAFF,
    "occupations.show_reach": CONSULTANTS,
    "occupations.add_wish": CONSULTANTS,
    "occupations.add_named_wish": CONSULTANTS,
    "occupations.take_wish_out": CONSULTANTS,
    "drafting.read_opening_text": CONSULTANTS,
    "drafting.write_opening": CONSULTANTS,
    "drafting.edit_opening": CONSULTANTS,
    "drafting.read_candidate_text": CONSULTANTS,
    "drafting.take_profile_over": CONSULTANTS,
    "apprenticeship.show_case": CONSULTANTS,
    "apprenticeship.print_case": CONSULTANTS,
    "rotation.list_cases": CASE_PARTIES,
    "rotation.open_new_case": CONSULTANTS,
    "rotation.show_case": CASE_PARTIES,
    "rotation.print_application": CASE_PARTIES,
    "rotation.state_terms": CONSULTANTS,
    "rotation.take_case_step": CONSULTANTS,
    "rotation.record_document": CASE_PARTIES,
    "rotation.add_employee": CASE_PARTIES,
    "rotation.change_employee": CASE_PARTIES,
    "rotation.take_employee_out": CASE_PARTIES,
    "rotation.add_course": CASE_PARTIES,
    "rotation.change_course": CASE_PARTIES,
    "rotation.take_course_out": CASE_PARTIES,
    "rotation.find_substitutes": CONSULTANTS,
    "rotation.take_substitute_in": CONSULTANTS,
    "rotation.take_substitute_out": CONSULTANTS,
    "rotation.assign_substitute": CONSULTANTS,
    "rotation.unassign_substitute": CONSULTANTS,
    "rotation.show_plan": CONSULTANTS,
    "rotation.take_plan_over": CONSULTANTS,
    "goals.list_goals": STAFF,
    "goals.export_goals": STAFF,
    "goals.show_goal": STAFF,
    "goals.export_rows": STAFF,
    "goals.set_one": ADMINS,
    "goals.add_reading": ADMINS,
    "newsletter.show_form": PUBLIC,
    "newsletter.subscribe": PUBLIC,
    "newsletter.show_asked": PUBLIC,
    "newsletter.show_confirm": PUBLIC,
    "newsletter.confirm_subscription": PUBLIC,
    "newsletter.show_leave": PUBLIC,
    "newsletter.leave_newsletter": PUBLIC,
    "newsletter.list_letters": STAFF,
    "newsletter.write_letter": STAFF,
    "newsletter.show_outbox": ADMINS,
    "newsletter.retry_outbox": ADMINS,
    "modelling.list_models": STAFF,
    "modelling.show_run": STAFF,
    "modelling.show_version_0": STAFF,
    "modelling.show_change": ADMINS,
    "modelling.make_change": ADMINS,
    "modelling.ask_for_training": ADMINS,
    "modelling.compare": STAFF,
    "modelling.show_document": STAFF,
    "campus.list_rounds": COORDINATORS,
    "campus.open_round": COORDINATORS,
    "campus.show_round": COORDINATORS,
    "campus.take_round_step": COORDINATORS,
    "campus.set_up": COORDINATORS,
    "campus.show_place": COORDINATORS,
    "campus.change_wishes": COORDINATORS,
    "campus.show_move": COORDINATORS,
    "campus.move_by_hand": COORDINATORS,
    "campus.rule_by_hand": COORDINATORS,
    "campus.show_seats": COORDINATORS,
    "campus.withdraw": COORDINATORS,
    "campus.enter_host_view": COORDINATORS,
    "campus.give_up": COORDINATORS,
    "campus.add_late": COORDINATORS,
    "campus.show_history": COORDINATORS,
    "campus.show_fairness": COORDINATORS,
    "campus.show_what_if": COORDINATORS,
    "campus.list_students": COORDINATORS,
    "campus.add_student": COORDINATORS,
    "campus.show_suited_programmes": COORDINATORS,
    "campus.show_suited_students": COORDINATORS,
    "campus.show_student": COORDINATORS,
    "campus.change_student": COORDINATORS,
    "campus.erase_student": COORDINATORS,
    "campus.record_student_outcome": COORDINATORS,
    "campus.print_own_view": COORDINATORS,
    "campus.print_letter": COORDINATORS,
    "campus.print_letters": COORDINATORS,
    "campus.export_schools": COORDINATORS,
    "campus.export_host": COORDINATORS,
    "campus.print_host": COORDINATORS,
    "campus.export_calendar": COORDINATORS,
    "campus.list_programmes": COORDINATORS,
    "campus.add_new_programme": COORDINATORS,
    "campus.edit_programme": COORDINATORS,
    "campus.list_hosting": frozenset({Role.COMPANY}),
    "campus.show_applicants": frozenset({Role.COMPANY}),
    "campus.keep_applicants": frozenset({Role.COMPANY}),
    "campus.decline": frozenset({Role.COMPANY}),
    "importing.list_batches": COORDINATORS,
    "importing.upload": COORDINATORS,
    "importing.show_batch": COORDINATORS,
    "importing.commit_batch": COORDINATORS,
    "importing.download_template": COORDINATORS,
    "openapi.doc_url": PUBLIC,
    "openapi.openapi": NOBODY,
    "openapi.static": NOBODY,
    "swagger.oauth2-redirect": NOBODY,
    "swagger.static": PUBLIC,
    "swagger.swagger": PUBLIC,
    "api.show_health": PUBLIC,
    "api.begin_session": PUBLIC,
    "api.end_session": EVERYBODY,
    "api.list_openings": CONSULTANTS,
    "api.show_opening": CONSULTANTS,
    "api.match_opening": CONSULTANTS,
    "api.list_candidates": CONSULTANTS,
    "api.suggest_skills": CONSULTANTS,
    "api.suggest_skills_of_document": CONSULTANTS,
    "api.show_candidate": CONSULTANTS,
    "api.match_candidate": CONSULTANTS,
    "api.list_reach": CONSULTANTS,
    "api.list_related_occupations": STAFF,
    "api.work_out_apprenticeship": CONSULTANTS,
    "api.judge_stated_pair": CONSULTANTS,
    "api.list_campus_students": COORDINATORS,
    "api.show_campus_student": COORDINATORS,
    "api.list_campus_programmes": COORDINATORS | {Role.COMPANY},
    "api.list_campus_rounds": COORDINATORS,
    "api.show_campus_round": COORDINATORS,
    "api.take_campus_step": COORDINATORS,
    "api.state_campus_wishes": COORDINATORS,
    "api.show_campus_place": COORDINATORS,
    "api.show_campus_effect": COORDINATORS,
    "api.make_campus_move": COORDINATORS,
    "api.rule_on_campus_pair": COORDINATORS,
    "api.withdraw_campus_programme": COORDINATORS,
    "api.state_campus_host_view": COORDINATORS,
    "api.recommend_campus_programmes": COORDINATORS,
    "api.recommend_campus_students": COORDINATORS,
    "api.list_campus_applicants": COMPANIES,
    "api.rank_campus_applicants": COMPANIES,
    "api.decline_campus_guest": COMPANIES,
    "api.find_candidate_paths": CONSULTANTS,
    "api.list_occupation_shortages": STAFF,
    "api.show_occupation_shortage": CONSULTANTS,
    "api.list_workforce_courses": CONSULTANTS,
    "api.list_rotations": CASE_PARTIES,
    "api.show_rotation": CASE_PARTIES,
    "api.plan_rotation": CONSULTANTS,
    "api.open_rotation": CONSULTANTS,
    "api.add_rotation_employee": CASE_PARTIES,
    "api.add_rotation_course": CASE_PARTIES,
    "api.add_rotation_substitute": CONSULTANTS,
    "api.state_rotation_terms": CONSULTANTS,
    "api.take_rotation_step": CONSULTANTS,
    "api.take_rotation_plan": CONSULTANTS,
    "api.list_verdicts": CONSULTANTS,
    "api.list_schemes": CONSULTANTS,
    "api.list_outcomes": CONSULTANTS,
    "api.add_outcome": CONSULTANTS,
    "api.list_goals": STAFF,
    "api.find_occupations_by_title": EVERYBODY,
    "api.complete_concept_names": EVERYBODY,
    "api.show_goal": STAFF,
    "api.set_one_goal": ADMINS,
    "api.add_goal_reading": ADMINS,
    "api.list_model_versions": STAFF,
    "api.show_model": STAFF,
    "api.show_model_version": STAFF,
    "api.compare_model_versions": STAFF,
    "api.list_model_changes": STAFF,
    "api.list_model_runs": STAFF,
    "api.ask_for_model_run": ADMINS,
    "api.promote_version": ADMINS,
    "api.roll_back": ADMINS,
    "api.pin_champion": ADMINS,
    "api.unpin_champion": ADMINS,
}
"""Each endpoint with the roles that may use it."""

CSRF_FREE = frozenset({"api.begin_session", "newsletter.leave_newsletter"})
"""Writing endpoints that need no session's token.

Signing in by the API is met before a token can be had, and takes JSON only, which no form can send;
leaving the newsletter is proved by the secret in its address, and posted by mail programs.
"""

csrf = CSRFProtect()


def set_up_access(app: Flask) -> None:
    """Guard every request: first who asks, then that the form is ours."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    app.before_request(refuse_strangers)
    app.before_request(refuse_forgeries)


def may_use(endpoint: str, role: Role | None) -> bool:
    """Tell whether somebody of this role, or nobody signed in, may use an endpoint."""
    allowed = ACCESS.get(endpoint, frozenset())
    return allowed == PUBLIC or role in allowed


def refuse_strangers() -> Response | None:
    """Refuse who may not use the endpoint; send the signed-out to the sign-in page."""
    if request.endpoint is None or ACCESS.get(request.endpoint) == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return _ask_who()
    if not may_use(request.endpoint, current_user.role):
        raise Forbidden
    return None


def refuse_forgeries() -> None:
    """Refuse a writing request that does not carry the session's token."""
    if request.endpoint is not None and request.endpoint not in CSRF_FREE:
        csrf.protect()


def _ask_who() -> Response:
    if wants_problem():
        raise Unauthorized
    came_for = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("signing_in.show_sign_in", next=came_for))
