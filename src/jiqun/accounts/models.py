"""Authorities as a tree, people, and the seats that people hold in authorities."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jiqun.core.findings import Actor
from jiqun.core.vocabulary import Role, Tier


class Authority(models.Model):
    """An office in charge of SMEs, or a zone committee; its tier is its own, not that of its division code.

    ``kind`` sets apart recommenders with a quota of their own, by the word that the policy uses; mostly empty.
    ``covers``: counties of other cities whose clusters a zone may recommend (N01).
    """

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("单位名称", max_length=120)
    place = models.CharField("所在地", max_length=60)
    tier = models.CharField("层级", max_length=10, choices=Tier.choices())
    parent = models.ForeignKey(
        "self",
        verbose_name="上级单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    contact = models.CharField("联系处室", max_length=120, blank=True)
    kind = models.CharField("类别", max_length=40, blank=True)
    covers = models.ManyToManyField(
        "self", verbose_name="也可推荐的县", symmetrical=False, blank=True, related_name="covered_by"
    )

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="authority_tier_is_known",
                condition=models.Q(tier__in=Tier.codes()),
            ),
            models.CheckConstraint(
                name="authority_only_province_has_no_parent",
                condition=models.Q(tier=Tier.PROVINCE, parent=None) | models.Q(parent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tier_term(self) -> Tier:
        """The tier as a word of the vocabulary."""
        return Tier(self.tier)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; passwords are always hashed."""

    def create(self, *, password: str = "", **fields: object) -> Person:
        """A person who must choose a password of their own at first log-in, unless told otherwise."""
        person = self.model(**fields)
        person.set_password(password or None)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A named account; what a person may do follows from the seats held."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须修改口令", default=True)

    USERNAME_FIELD = "username"
    objects = PersonManager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """One person in one authority with one role: the unit of permission and of the record."""

    person = models.ForeignKey(Person, verbose_name="人员", on_delete=models.PROTECT, related_name="seats")
    authority = models.ForeignKey(Authority, verbose_name="单位", on_delete=models.PROTECT, related_name="seats")
    role = models.CharField("岗位", max_length=20, choices=Role.choices())
    is_active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "席位"
        ordering = ["authority__code", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="seat_once",
                fields=["person", "authority", "role"],
                violation_error_message="该人员已有此席位",
            ),
            models.CheckConstraint(name="seat_role_is_known", condition=models.Q(role__in=Role.codes())),
        ]

    def __str__(self) -> str:
        return f"{self.person.name} · {self.authority.name} · {self.role_term.label}"

    @property
    def role_term(self) -> Role:
        """The role as a word of the vocabulary."""
        return Role(self.role)

    @property
    def tier(self) -> Tier:
        """The tier of the office the seat belongs to."""
        return Tier(self.authority.tier)

    @property
    def actor(self) -> Actor:
        """The seat as the record keeps it for ever."""
        return Actor(self.pk, self.person.name, self.authority.name, self.role_term.label)
