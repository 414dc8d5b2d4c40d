from django.urls import path

from .views import check

urlpatterns = [path("<str:token>/", check, name="freshness_check")]
