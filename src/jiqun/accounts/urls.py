"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.accounts.views import managed, own

app_name = "accounts"
urlpatterns = [
    path("login/", own.log_in, name="login"),
    path("logout/", own.log_out, name="logout"),
    path("password/", own.password, name="password"),
    path("seat/", own.switch_seat, name="switch-seat"),
    path("people/", managed.accounts, name="accounts"),
    path("people/new/", managed.new_account, name="new"),
    path("people/import/", managed.import_accounts, name="import"),
    path("people/import/template/", managed.import_template, name="import-template"),
    path("people/first-passwords/", managed.first_passwords, name="first-passwords"),
    path("people/<int:pk>/active/", managed.set_active, name="set-active"),
    path("people/<int:pk>/unlock/", managed.unlock, name="unlock"),
    path("people/<int:pk>/password/", managed.new_password, name="new-password"),
]
