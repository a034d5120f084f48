from django.apps import AppConfig


class ReadingRoomConfig(AppConfig):
    name = "home.reading_room"
