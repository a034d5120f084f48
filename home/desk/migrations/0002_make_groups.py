"""Writer, Editor, Archivist and Administrator, and a workflow with a second reader.

What each group may do is given after the migrations, when there are permissions (`home.desk.giving`).
"""

from django.db import migrations

JOBS = ["Writer", "Editor", "Archivist", "Administrator"]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    made = {}
    for job in JOBS:
        # A group of that name is somebody's, with rights of its own.
        if not Group.objects.filter(name=job).exists():
            made[job] = Group.objects.create(name=job)
            apps.get_model("desk", "DeskGroup").objects.create(group=made[job], job=job)
    if not apps.get_model("auth", "User").objects.exists():
        _delete_what_wagtail_made(apps, Group)
    _make_workflow(apps, [group for job, group in made.items() if job != "Writer"])


def _delete_what_wagtail_made(apps, Group):
    """In a database that nobody has used: groups and a workflow of almost the same names."""
    for model in ("Workflow", "Task"):
        rows = apps.get_model("wagtailcore", model).objects.filter(name="Moderators approval")
        rows.delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()


def _make_workflow(apps, groups):
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="desk", model="secondreadertask")
    task = apps.get_model("desk", "SecondReaderTask").objects.create(
        name="Second reader", content_type=content_type, active=True
    )
    task.groups.set(groups)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="Second pair of eyes")
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task=task, sort_order=0
    )
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root and not WorkflowPage.objects.filter(page=root).exists():
        WorkflowPage.objects.create(page=root, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("desk", "0001_groups"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
