from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    """wagtail.users with our screens: one list of people, and one road in."""

    user_viewset = "hm_site.organisations.people.viewset.PeopleViewSet"
