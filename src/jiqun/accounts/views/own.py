"""One's own account: log in, log out, change the password, change the seat."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_public, for_seats
from jiqun.accounts.demo_accounts import OTHERS, shown_accounts
from jiqun.accounts.forms import PasswordForm
from jiqun.accounts.middleware import SEAT_IN_SESSION
from jiqun.accounts.services.seats import change_own_password


class LogInForm(AuthenticationForm):
    """User name and password, with a sentence that does not tell which was wrong."""

    password = forms.CharField(
        label="口令", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    error_messages = {
        "invalid_login": "登录名或口令不正确；连续输错将被锁定，忘记口令请联系上级单位的安全管理员重置",
        "inactive": "该账号已停用，请联系上级单位的安全管理员",
    }


class LogIn(LoginView):
    """The log-in page; the demonstration shows its accounts there."""

    template_name = "accounts/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True
    extra_context = {"demo_accounts": shown_accounts, "demo_others": OTHERS, "tries": settings.AXES_FAILURE_LIMIT}


log_in = for_public(LogIn.as_view())
log_out = for_public(LogoutView.as_view())


@for_seats()
def password(request: SeatedRequest) -> HttpResponse:
    """Change one's own password; forced at first log-in."""
    first = request.user.must_change_password
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        change_own_password(request.user, form.cleaned_data["new"], at=timezone.now())
        update_session_auth_hash(request, request.user)
        messages.success(request, "口令已修改，下次登录请使用新口令")
        return redirect("desk:home")
    status = 422 if form.errors else 200
    return render(request, "accounts/password.html", {"form": form, "first": first}, status=status)


@require_POST
@for_seats()
def switch_seat(request: SeatedRequest) -> HttpResponse:
    """Act from another of one's seats."""
    held = {str(each.pk): each for each in request.user.seats.filter(is_active=True).select_related("authority")}
    seat = held.get(request.POST.get("seat", ""))
    if seat is None:
        raise Http404
    request.session[SEAT_IN_SESSION] = seat.pk
    messages.success(request, f"现以“{seat.authority.name} · {seat.role_term.label}”的席位办理")
    return redirect("desk:home")
