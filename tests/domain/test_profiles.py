"""What others find a person by: title, availability, skills, trainings."""

from datetime import UTC, date, datetime

from maillage.domain.messages import OPTIONAL, MessageKind
from maillage.domain.people import Person
from maillage.domain.people_refusals import MessageAlwaysSent, SkillNotDeclared, TrainingToCome
from maillage.domain.refusals import TextMissing, TextTooLong, TextUnreadable
from maillage.domain.title_forms import TitleForm
from tests.cases import each
from tests.story import TODAY, fact, given

registered = fact(Person.Registered, given_name="Anne", family_name="Le Goff")
declared = fact(Person.SkillDeclared, skill="Animation scolaire")
withdrawn = fact(Person.SkillWithdrawn, skill="Animation scolaire")
feminine = fact(Person.TitleFormChosen, form=TitleForm.FEMININE)
on_thursdays = fact(Person.AvailabilityDeclared, availability="Jeudis")
trained = fact(Person.TrainingRecorded, title="Guide composteur", on=TODAY)


@each("form", TitleForm)
def test_a_person_says_which_form_a_title_has(form):
    given(registered).when(Person.choose_title_form, form=form).then(fact(Person.TitleFormChosen, form=form))


def test_the_form_of_a_title_is_taken_back():
    given(registered, feminine).when(Person.choose_title_form, form=None).then(fact(Person.TitleFormChosen, form=None))


def test_no_form_where_none_was_said_writes_nothing():
    given(registered).when(Person.choose_title_form, form=None).then_nothing()


def test_availability_is_declared_in_ones_own_words():
    given(registered).when(Person.declare_availability, availability=" Jeudis ").then(on_thursdays)


def test_availability_is_taken_back():
    taken_back = fact(Person.AvailabilityDeclared, availability=None)
    given(registered, on_thursdays).when(Person.declare_availability, availability=" ").then(taken_back)


def test_no_availability_where_none_was_declared_writes_nothing():
    given(registered).when(Person.declare_availability, availability=None).then_nothing()


def test_a_person_says_which_messages_not_to_mail():
    both = [MessageKind.DECISION_RECORD, MessageKind.DATE_POLL]
    said = fact(Person.NotificationPreferencesSet, unwanted=(MessageKind.DATE_POLL, MessageKind.DECISION_RECORD))
    given(registered).when(Person.set_notification_preferences, unwanted=both + both).then(said)
    given(registered, said).when(Person.set_notification_preferences, unwanted=both).then_nothing()
    all_again = fact(Person.NotificationPreferencesSet, unwanted=())
    given(registered, said).when(Person.set_notification_preferences, unwanted=[]).then(all_again)
    given(registered).when(Person.set_notification_preferences, unwanted=[]).then_nothing()


@each("kind", set(MessageKind) - OPTIONAL)
def test_an_invitation_and_what_becomes_of_it_are_always_sent(kind):
    given(registered).when(Person.set_notification_preferences, unwanted=[kind]).then_refused(
        MessageAlwaysSent, f"Messages {kind.value} are always sent.", "unwanted"
    )


def test_availability_has_its_length():
    given(registered).when(Person.declare_availability, availability="x" * 501).then_refused(
        TextTooLong, "The field availability has 501 characters, 500 at most.", "availability"
    )


@each("past", [[], [declared, withdrawn]])
def test_a_skill_is_declared(past):
    given(registered, *past).when(Person.declare_skill, skill=" Animation scolaire ").then(declared)


@each("skill", ["Animation scolaire", "animation SCOLAIRE"])
def test_a_skill_is_declared_once_however_it_is_written(skill):
    given(registered, declared).when(Person.declare_skill, skill=skill).then_nothing()


def test_a_skill_has_words():
    given(registered).when(Person.declare_skill, skill=" ").then_refused(
        TextMissing, "The field skill is blank.", "skill"
    )


def test_a_skill_is_one_line():
    given(registered).when(Person.declare_skill, skill="a\nb").then_refused(
        TextUnreadable, "The field skill has a forbidden character (U+000A) at position 2.", "skill"
    )


def test_a_skill_is_withdrawn_as_it_was_declared():
    given(registered, declared).when(Person.withdraw_skill, skill="animation scolaire").then(withdrawn)


@each("past", [[], [declared, withdrawn]])
def test_only_a_declared_skill_is_withdrawn(past):
    given(registered, *past).when(Person.withdraw_skill, skill="Vélo").then_refused(
        SkillNotDeclared, "This person has not declared the skill 'Vélo'.", "skill"
    )
    given(registered, *past).when(Person.withdraw_skill, skill="Animation scolaire").then_refused(
        SkillNotDeclared, "This person has not declared the skill 'Animation scolaire'.", "skill"
    )


@each("on", [TODAY, date(2019, 5, 3)])
def test_a_training_that_was_followed_is_recorded(on):
    given(registered).when(Person.record_training, title=" Guide composteur ", on=on).then(
        fact(Person.TrainingRecorded, title="Guide composteur", on=on)
    )


def test_a_training_is_recorded_from_its_last_day_in_paris_on():
    night = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # tomorrow has begun in Paris
    given(registered).when(Person.record_training, title="Guide composteur", on=date(2026, 3, 3), at=night).then(
        fact(Person.TrainingRecorded, title="Guide composteur", on=date(2026, 3, 3), timestamp=night)
    )


def test_a_training_to_come_was_not_followed():
    given(registered).when(Person.record_training, title="Guide composteur", on=date(2026, 3, 3)).then_refused(
        TrainingToCome, "The training would end on 2026-03-03, and today is 2026-03-02.", "on"
    )


def test_the_same_training_again_writes_nothing():
    given(registered, trained).when(Person.record_training, title="guide composteur", on=TODAY).then_nothing()


def test_the_same_title_on_another_day_is_another_training():
    earlier = date(2026, 2, 1)
    given(registered, trained).when(Person.record_training, title="Guide composteur", on=earlier).then(
        fact(Person.TrainingRecorded, title="Guide composteur", on=earlier)
    )
